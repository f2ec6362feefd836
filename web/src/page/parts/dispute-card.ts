/** The id of the element that asks about a path. */
export function cardOf(path: string): string {
  return `versi-${path.replaceAll('/', '-')}`;
}
