import type { Spec } from './fields';
import { kindOf } from './kinds';

/** Fields that are read together. The core checks values. */
export interface Group {
  name: string;
  specs: Spec[];
}

/** What somebody is to do, whatever kind of document says so. */
export const FOLLOW_UP: Spec[] = [
  { name: 'what', is: 'line', max: 500 },
  { name: 'assignee', is: 'person' },
  { name: 'due_on', is: 'date', span: 'due' },
  { name: 'state', is: 'word', vocabulary: 'follow_up_state' },
  { name: 'done_on', is: 'date' },
  { name: 'done_note', is: 'line', max: 500 },
];

/** What people say of a picture or file; what it is made of is for machines. */
export const FILE: Spec[] = [
  { name: 'name', is: 'line', max: 200 },
  { name: 'taken_on', is: 'date' },
];

const ARCHIVED: Spec = { name: 'archived_on', is: 'date' };

export const flat = (groups: Group[]): Spec[] => groups.flatMap((group) => group.specs);

/** How the field at a path is read, e.g. `entries/01J…/follow_ups/01J…/state` of a log. */
export function specAt(kind: string, path: string): Spec {
  const name = path.split('/').at(-1) ?? '';
  return specFor(kind, path) ?? { name, is: 'line', max: 1000 };
}

/** The same of what this page knows; nothing of what holds others, or is of a later version. */
export function specFor(kind: string, path: string): Spec | undefined {
  const segments = path.split('/');
  const name = segments[segments.length - 1] ?? '';
  if (name === 'archived_on') return ARCHIVED;
  const records = segments.slice(0, -1).filter((_, place) => place % 2 === 0);
  const places = kindOf(kind)?.specs ?? {};
  const place = records.join('/');
  const specs = Object.hasOwn(places, place) ? (places[place] ?? []) : [];
  return 'name' in specs ? specs : specs.find((spec) => spec.name === name);
}
