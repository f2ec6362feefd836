import type { View } from '../../../between/contract';
import { registersOf, textOf } from '../../../plain/fields';
import { isArchived } from '../../../plain/views';
import { isOff } from '../../event/events';
import { isIn, type Period } from './period';
import { isDisputed, named, type Source } from './source';

/** In the place of a word: people disagree about it. */
export const ASKED = '?';

/** A meeting at which somebody was marked: an event, minutes, or both of one name. */
export interface Meeting {
  id: string;
  /** The one that is to be opened. */
  doc: string;
  date: string;
  title: string;
  kind: string;
  guests: number;
  /** What stands for each person. */
  marks: Map<string, string>;
}

/** Those of a period that took place, the oldest first. What few may read is not among them. */
export function meetingsIn(source: Source, period: Period, kind = ''): Meeting[] {
  const both = new Map<string, View[]>();
  for (const view of [...source.of('event'), ...source.of('note')].map((one) => one.view)) {
    if (isArchived(view)) continue;
    const id = view.doc.split('/')[1] ?? '';
    both.set(id, [...(both.get(id) ?? []), view]);
  }
  return [...both]
    .filter(([, views]) => !views.some((view) => view.kind === 'event' && isOff(view)))
    .map(([id, views]) => meetingOf(source, id, views))
    .filter(
      (one) =>
        one.marks.size > 0 &&
        isIn(one.date, period) &&
        one.date <= source.today &&
        (kind === '' || one.kind === kind),
    )
    .sort((a, b) => (a.date === b.date ? (a.id < b.id ? -1 : 1) : a.date < b.date ? -1 : 1));
}

function meetingOf(source: Source, id: string, views: readonly View[]): Meeting {
  const first = (name: string) =>
    views.map(({ fields }) => textOf(fields, name)).find((text) => text !== '') ?? '';
  const marks = new Map<string, string>();
  for (const view of views)
    for (const [key, value] of Object.entries(registersOf(view.fields, 'attendance'))) {
      const asked = isDisputed(view, 'attendance/', [key]);
      const mark = asked ? ASKED : String(value);
      if (mark === '') continue;
      const member = named(source, key);
      const known = marks.get(member);
      // Several who are known no more are one row, and no two of them disagree.
      if (known === undefined || known === mark) marks.set(member, mark);
      else if (source.personOf(key) !== '') marks.set(member, ASKED);
    }
  const doc = views.find(({ kind }) => kind === 'note')?.doc ?? views[0]?.doc ?? '';
  const guests = views.reduce((most, { fields }) => Math.max(most, guestsIn(fields)), 0);
  const [date, title, kind] = [first('date'), first('title'), first('meeting_kind')];
  return { id, doc, date, title, kind, guests, marks };
}

/** Two doors count into one of them. */
function guestsIn(fields: View['fields']): number {
  return Number(textOf(fields, 'guests')) || 0;
}

/** How often each person was marked with each word. */
export function marksBy(meetings: readonly Meeting[]): Map<string, Map<string, number>> {
  const all = new Map<string, Map<string, number>>();
  for (const { marks } of meetings)
    for (const [member, mark] of marks) {
      const own = all.get(member) ?? new Map<string, number>();
      all.set(member, own);
      own.set(mark, (own.get(mark) ?? 0) + 1);
    }
  return all;
}
