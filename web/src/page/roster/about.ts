import type { View } from '../../between/contract';
import { keysOf, registersOf, textOf } from '../../plain/fields';
import { isArchived } from '../../plain/views';
import type { Entry } from '../log/entries';

/** Whom others wrote about, and as what. */
export function entriesAbout(entries: readonly Entry[], member: string) {
  const as = (role: string) =>
    entries.filter(({ fields }) => keysOf(fields, role).includes(member));
  return { mentored: as('mentors'), helped: as('mentees') };
}

/** Meetings and events by the newest, with what stands for a person in the attendance. */
export interface Came {
  view: View;
  date: string;
  as: string;
}

export function attendanceOf(views: readonly View[], member: string): Came[] {
  return views
    .filter((view) => !isArchived(view))
    .map((view) => ({
      view,
      date: textOf(view.fields, 'date'),
      as: String(registersOf(view.fields, 'attendance')[member] ?? ''),
    }))
    .filter(({ as }) => as !== '')
    .sort(newestFirst);
}

/** A meeting or event in which somebody had a part, by the names of the fields that say so. */
export interface Part {
  view: View;
  date: string;
  as: string[];
}

/** What they led, spoke at or took notes of. */
export function partsOf(views: readonly View[], member: string): Part[] {
  const has = ({ fields }: View, name: string) =>
    textOf(fields, name) === member || keysOf(fields, name).includes(member);
  return views
    .filter((view) => !isArchived(view))
    .map((view) => ({
      view,
      date: textOf(view.fields, 'date'),
      as: ['chair', 'moderator', 'speakers', 'note_takers'].filter((name) => has(view, name)),
    }))
    .filter(({ as }) => as.length > 0)
    .sort(newestFirst);
}

function newestFirst(a: { date: string }, b: { date: string }): number {
  return a.date < b.date ? 1 : a.date > b.date ? -1 : 0;
}
