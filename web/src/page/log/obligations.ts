import type { Fields } from '../../between/contract';
import { currentRecordsOf, textOf } from '../../plain/fields';

/** What villages owe, and when it is due next. */
export interface Due {
  key: string;
  title: string;
  on: string;
}

/** How many months lie between two of a kind. */
const MONTHS: Record<string, number> = { month: 1, quarter: 3, half_year: 6, year: 12 };

/** What falls due from a day on until another, the nearest first. */
export function dueBetween(settings: Fields | undefined, from: string, until: string): Due[] {
  return currentRecordsOf(settings, 'obligations')
    .map(([key, one]) => ({
      key,
      title: textOf(one, 'title'),
      on: nextOn(textOf(one, 'due_on'), textOf(one, 'every'), from),
    }))
    .filter(({ title, on }) => title !== '' && on >= from && on <= until)
    .sort((a, b) => (a.on < b.on ? -1 : 1));
}

/** The first day of a row that is not before another; the last of a month where it has no such day. */
export function nextOn(first: string, every: string, from: string): string {
  const [year = 0, month = 0, day = 0] = first.split('-').map(Number);
  const step = MONTHS[every];
  if (!step || !/^\d{4}-\d\d-\d\d$/.test(first) || first >= from) return first;
  const [fromYear = 0, fromMonth = 0] = from.split('-').map(Number);
  const gone = (fromYear - year) * 12 + (fromMonth - month);
  const times = Math.max(0, Math.floor(gone / step));
  const on = (n: number) => dayOf(year, month - 1 + n * step, day);
  return on(times) >= from ? on(times) : on(times + 1);
}

function dayOf(year: number, month: number, day: number): string {
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(day, last))).toISOString().slice(0, 10);
}
