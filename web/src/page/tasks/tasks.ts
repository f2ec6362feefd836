import type { Fields, View } from '../../between/contract';
import { currentRecordsOf, keysOf, textOf } from '../../plain/fields';
import { isArchived } from '../../plain/views';

/** Kinds of documents in which somebody promises something. */
const PROMISING = ['log', 'private', 'note', 'board'];
/** What is due within so many days is near. */
const NEAR_DAYS = 7;
const DAY_MS = 86_400_000;

/** In the place of a person: what everybody has promised. */
export const ALL = 'semua';

/** Something that somebody is to do, and where it was promised. */
export interface Task {
  view: View;
  key: string;
  /** Where it stands in its document. */
  path: string;
  /** The record with a page in which it stands; empty for the document itself. */
  below: string;
  fields: Fields;
  /** Of the meeting or the entry in which it was promised. */
  date: string;
  what: string;
  assignee: string;
  due: string;
  isOpen: boolean;
  /** Of the entry in which it was promised. */
  villages: string[];
}

export type Due = 'overdue' | 'week' | 'later' | 'undated';
export const DUES: readonly Due[] = ['overdue', 'week', 'later', 'undated'];

/** Views are replaced when they change, so what was gathered of them stays true. */
const gathered = new WeakMap<View, Task[]>();

/**
 * Every follow-up of the documents on this phone that is not put away, what is due first in front; by the
 * card that stands for its assignee.
 */
export function tasksOf(
  of: (kind: string) => { view: View }[],
  cardOf = (member: string) => member,
): Task[] {
  return PROMISING.flatMap((kind) => of(kind))
    .flatMap(({ view }) => tasksIn(view))
    .map((task) => ({ ...task, assignee: cardOf(task.assignee) }))
    .sort(byDue);
}

/** The follow-ups of one document. */
export function tasksIn(view: View): Task[] {
  const known = gathered.get(view);
  if (known) return known;
  const entries = currentRecordsOf(view.fields, 'entries').flatMap(([key, entry]) =>
    promisedIn(view, entry, `entries/${key}/`),
  );
  const all = isArchived(view) ? [] : [...promisedIn(view, view.fields, ''), ...entries];
  gathered.set(view, all);
  return all;
}

/** What is still to be done by a person, of what is in a list. */
export function openOf(tasks: Task[], member: string): Task[] {
  return tasks.filter(({ isOpen, assignee }) => isOpen && assignee === member && member !== '');
}

/** When it is due, seen from a day. */
export function whenDue({ due }: Task, day: string): Due {
  if (due === '') return 'undated';
  if (due < day) return 'overdue';
  const near = new Date(Date.parse(day) + NEAR_DAYS * DAY_MS).toISOString().slice(0, 10);
  return due <= near ? 'week' : 'later';
}

/** Villages it is about: those of its entry, else where whoever is in charge works. */
export function villagesOf(task: Task, villageOf: (member: string) => string): string[] {
  return task.villages.length > 0 ? task.villages : [villageOf(task.assignee)].filter(Boolean);
}

/**
 * What was left open in earlier meetings and mentoring and may be said in this one: what few may read is not put
 * before many.
 */
export function leftOpen(minutes: View, of: (kind: string) => { view: View }[]): Task[] {
  const day = textOf(minutes.fields, 'date');
  const from = minutes.kind === 'board' ? ['note', 'log', 'board'] : ['note', 'log'];
  return from
    .flatMap((kind) => of(kind))
    .filter(({ view }) => view.doc !== minutes.doc)
    .flatMap(({ view }) => tasksIn(view))
    .filter(({ isOpen, what, date }) => isOpen && what !== '' && !(day && date > day))
    .sort(byDue);
}

function promisedIn(view: View, record: Fields, below: string): Task[] {
  const [kind, village = ''] = view.doc.split('/');
  const own = kind === 'log' ? [village] : [];
  return currentRecordsOf(record, 'follow_ups').map(([key, fields]) => {
    const path = `${below}follow_ups/${key}`;
    const state = textOf(fields, 'state');
    // Done for one and dropped for another is not settled.
    const disputed = view.conflicts.some((one) => one.path === `${path}/state`);
    return {
      ...{ view, key, path, below, fields },
      date: textOf(record, 'date'),
      what: textOf(fields, 'what'),
      assignee: textOf(fields, 'assignee'),
      due: textOf(fields, 'due_on'),
      isOpen: disputed || state === '' || state === 'open',
      villages: [...new Set([...own, ...keysOf(record, 'villages')])],
    };
  });
}

function byDue(a: Task, b: Task): number {
  const [one, other] = [a.due || '9', b.due || '9'];
  return one < other ? -1 : one > other ? 1 : a.key < b.key ? -1 : 1;
}
