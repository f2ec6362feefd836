import type { Fields } from '../../../between/contract';
import { currentRecordsOf, keysOf, textOf } from '../../../plain/fields';
import { nextOn } from '../../log/obligations';
import { isIn, type Period } from './period';
import type { Source } from './source';

/** One time that something is owed. */
export interface Owed {
  obligation: string;
  title: string;
  on: string;
  /** What stands in the log of a village that has done it, among the log's links. */
  mark: string;
}

/** More columns nobody reads. */
const OWED_MAX = 120;

/**
 * What falls due in a period, the earliest first. A mark names the month, not the day: a day that is put
 * right takes no mark away.
 */
export function owedIn(settings: Fields | undefined, period: Period, today: string): Owed[] {
  // Without an end it is what was owed until today.
  const until = period.until.startsWith('9') ? today : period.until;
  const all = currentRecordsOf(settings, 'obligations').flatMap(([obligation, one]) => {
    const [title, first, every] = ['title', 'due_on', 'every'].map((name) => textOf(one, name));
    if (!title || !first) return [];
    return daysOf(first, every ?? '', { ...period, until }).map((on) => ({
      ...{ obligation, title, on },
      mark: markOf(obligation, on, every ?? ''),
    }));
  });
  return all.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).slice(0, OWED_MAX);
}

function daysOf(first: string, every: string, period: Period): string[] {
  const days: string[] = [];
  let on = nextOn(first, every, first > period.from ? first : period.from);
  while (on <= period.until && days.length < OWED_MAX) {
    if (isIn(on, period)) days.push(on);
    const next = nextOn(first, every, dayAfter(on));
    if (next <= on) break;
    on = next;
  }
  return days;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function markOf(obligation: string, on: string, every: string): string {
  const when = every === '' || every === 'once' ? 'once' : on.slice(0, 7).replace('-', '_');
  return `${when}:obligation:${obligation}`;
}

/** What each village has done, whatever year's log says so. */
export function marksIn(source: Pick<Source, 'of'>): Map<string, Set<string>> {
  const marks = new Map<string, Set<string>>();
  for (const { view } of source.of('log')) {
    const village = view.doc.split('/')[1] ?? '';
    const own = marks.get(village) ?? new Set<string>();
    marks.set(village, own);
    for (const key of keysOf(view.fields, 'links'))
      if (key.split(':')[1] === 'obligation') own.add(key);
  }
  return marks;
}
