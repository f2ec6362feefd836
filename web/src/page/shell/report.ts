/** Lines of a stack that say where something broke. */
const STACK_LINES = 6;

/** What whoever mends the app needs to know: what failed and where in the app, nothing of a document. */
export function reportOf(error: unknown, place: string): string {
  const { name, stack } = error instanceof Error ? error : new Error('no error');
  // The first line is the message, which may quote what was to be shown.
  const where = (stack ?? '').split('\n').filter((line) => /^\s*at |@/.test(line));
  const screen = place.split('/').slice(0, 2).join('/');
  return ['Paguyuban', screen, name, ...where.slice(0, STACK_LINES), navigator.userAgent].join(
    '\n',
  );
}
