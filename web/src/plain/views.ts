import type { AfterArchive, Fields, View } from '../between/contract';
import { textOf, valueAt } from './fields';
import { tameView } from './tame';

/** What names a version of a document; undefined if nobody has written in it. */
export function markOf(view: View | undefined): string | undefined {
  return view?.edited ? view.heads.join(' ') : undefined;
}

/**
 * A stored view; doubts that somebody settled are kept in it and no longer asked about. Two people who
 * archive a thing on different days agree. Throws if it is none.
 */
export function readView(json: string): View {
  const view = JSON.parse(json) as View;
  const { doc, kind, fields, heads } = view;
  const whole = [doc, kind].every((text) => typeof text === 'string') && Array.isArray(heads);
  if (!whole || typeof fields !== 'object' || fields === null)
    throw new Error(`the view of ${doc} is damaged`);
  if (![...view.conflicts, ...view.doubts].every(({ path }) => typeof path === 'string'))
    throw new Error(`in the view of ${doc} people disagree about nothing`);
  const tame = tameView({ ...view, after_archive: questionsIn(view.after_archive) });
  return {
    ...tame,
    doubts: view.doubts.filter((doubt) => !doubt.settled),
    conflicts: tame.conflicts.filter(
      // In which order words or points stand is nobody's question.
      ({ path, versions }) =>
        !/^order\/|\/order$/.test(path) &&
        (!isArchiving(path) || versions.some(({ value }) => !value)),
    ),
  };
}

/** It was put away: it is in no list, nags nobody and counts nowhere, until it is brought back. */
export function isArchived({ fields }: View): boolean {
  return textOf(fields, ARCHIVED_ON) !== '';
}

/**
 * Where people disagree in a document, below `prefix`, once per place. What is in something archived can
 * wait until that is brought back; whether it is brought back cannot.
 */
export function disputesIn(view: View, prefix = ''): string[] {
  const paths = [...view.after_archive, ...view.conflicts, ...view.doubts]
    .map(({ path }) => path)
    .filter((path) => path.startsWith(prefix) && !isPutAway(view, path));
  return [...new Set(paths)];
}

const STATE_OF_PROMISE = /^(.*follow_ups\/[^/]+)\/state$/;

/** Of these what a person is asked: how a promise ended is for whoever made it to say, if that is somebody. */
export function asksOf(view: View, answersFor: (member: string) => boolean): string[] {
  return disputesIn(view).filter((path) => {
    const promise = STATE_OF_PROMISE.exec(path)?.[1];
    const by = promise && textOf(valueAt(view.fields, promise) as Fields | undefined, 'assignee');
    return !by || answersFor(by);
  });
}

/** Release 0.1.0 stored one, of the document itself, or none. */
function questionsIn(stored: AfterArchive[] | AfterArchive | null): AfterArchive[] {
  return [stored ?? []].flat().map((one) => ({ ...one, path: one.path ?? ARCHIVED_ON }));
}

const ARCHIVED_ON = 'archived_on';

function isArchiving(path: string): boolean {
  return path === ARCHIVED_ON || path.endsWith(`/${ARCHIVED_ON}`);
}

/** Whether a path is in something archived. */
function isPutAway(view: View, path: string): boolean {
  const names = (isArchiving(path) ? path.slice(0, -ARCHIVED_ON.length) : path).split('/');
  // Whether a thing is archived is not a question inside of it.
  const above = isArchiving(path) ? names.slice(0, -2) : names;
  if (path !== ARCHIVED_ON && isArchived(view)) return true;
  return above.some((_, at) => {
    const record = valueAt(view.fields, above.slice(0, at).join('/'));
    return at > 0 && typeof record === 'object' && record !== null
      ? textOf(record as Fields, ARCHIVED_ON) !== ''
      : false;
  });
}

/** Nobody has written a word in it: a form was opened, no more. */
export function isBlank(view: View): boolean {
  return view.edited === null && Object.values(view.fields).every(isEmpty);
}

function isEmpty(value: Fields[string]): boolean {
  if (typeof value !== 'object') return value === '';
  return Object.values(value).every((inner) => isEmpty(inner as Fields[string]));
}
