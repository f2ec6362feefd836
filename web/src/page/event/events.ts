import type { Fields, View } from '../../between/contract';
import { registersOf, textOf } from '../../plain/fields';
import { answers, isOff } from '../../plain/meetings';
import { isArchived } from '../../plain/views';

export { answers, expected, isOff } from '../../plain/meetings';

/** How the form of an event is opened that shows no more than who came, or who said they would. */
export const MARKING = 'hadir';
export const ANSWERING = 'jawaban';

/** The note that holds the minutes of an event: both have one name, so that two who begin them write in one. */
export function minutesOf(event: string): string {
  return event.replace(/^event\//, 'note/');
}

/** The other way. */
export function eventOf(note: string): string {
  return note.replace(/^note\//, 'event/');
}

/**
 * Events that were held more than `days` days before `today` and have no note of their name, the oldest
 * first. `today` and dates are `YYYY-MM-DD`.
 */
export function withoutMinutes(
  events: View[],
  hasNote: (note: string) => boolean,
  today: string,
  days: number,
): View[] {
  const dateOf = ({ fields }: View) => textOf(fields, 'date');
  const last = new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
  return events
    .filter((view) => !isArchived(view) && !isOff(view) && !hasNote(minutesOf(view.doc)))
    .filter((view) => dateOf(view) !== '' && dateOf(view) < last)
    .sort((a, b) => dateOf(a).localeCompare(dateOf(b)));
}

/** Who said they come and is not marked as present, once somebody is. */
export function absentees(fields: Fields): string[] {
  const marks = registersOf(fields, 'attendance');
  const isHere = (member: string) => ['hadir', 'daring'].includes(String(marks[member] ?? ''));
  if (!Object.keys(marks).some(isHere)) return [];
  const all = Object.entries(answers(fields));
  return all.flatMap(([member, answer]) => (answer === 'yes' && !isHere(member) ? [member] : []));
}
