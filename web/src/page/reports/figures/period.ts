/** From a day to another, both in it, as `YYYY-MM-DD`. */
export interface Period {
  /** How an address says it. */
  code: string;
  from: string;
  until: string;
}

/** Everything that was ever written down. */
export const ALWAYS = 'semua';

const FIRST = '0000-01-01';
const LAST = '9999-12-31';
/** What lasts longer is counted by years. */
const MONTHS_MAX = 24;
/** More columns no paper holds. */
const YEARS_MAX = 30;

/**
 * `2026`, its half `2026-s1`, its quarter `2026-t3`, its month `2026-08`, two days `2026-01-05_2026-02-07`, or
 * everything. What is none of these is the year of today.
 */
export function periodOf(code: string, today: string): Period {
  if (code === ALWAYS) return { code, from: FIRST, until: LAST };
  const [, one = '', other = ''] = /^(\d{4}-\d\d-\d\d)_(\d{4}-\d\d-\d\d)$/.exec(code) ?? [];
  if (isDay(one) && isDay(other))
    return one <= other ? { code, from: one, until: other } : { code, from: other, until: one };
  const [, year = '', part = ''] = /^(\d{4})(?:-(s[12]|t[1-4]|0[1-9]|1[0-2]))?$/.exec(code) ?? [];
  if (year === '') return periodOf(today.slice(0, 4), today);
  const [first, last] = monthsOf(part);
  return { code, from: `${year}-${two(first)}-01`, until: lastDay(Number(year), last) };
}

/** The first and the last month of a part of a year. */
function monthsOf(part: string): [number, number] {
  const n = Number(part.slice(1));
  if (part === '') return [1, 12];
  if (part.startsWith('s')) return [n * 6 - 5, n * 6];
  if (part.startsWith('t')) return [n * 3 - 2, n * 3];
  return [Number(part), Number(part)];
}

function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

function lastDay(year: number, month: number): string {
  const day = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return `${year}-${two(month)}-${two(day)}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

export function isIn(day: string, { from, until }: Period): boolean {
  return day !== '' && day >= from && day <= until;
}

/**
 * The months of a period, `2026-08`, or its years, `2026`, if these are many; of one that has no end, those
 * in which something lies.
 */
export function stepsOf(period: Period, days: readonly string[]): string[] {
  const inside = days.filter((day) => isIn(day, period));
  const least = inside.reduce((a, b) => (b < a ? b : a), LAST);
  const most = inside.reduce((a, b) => (b > a ? b : a), FIRST);
  const open = period.from === FIRST;
  const [from, until] = open ? [least, most] : [period.from, period.until];
  if (from > until) return [];
  const [first, last] = [monthNo(from), monthNo(until)];
  if (last - first < MONTHS_MAX)
    return Array.from({ length: last - first + 1 }, (_, at) => monthAt(first + at));
  const years = Number(until.slice(0, 4)) - Number(from.slice(0, 4)) + 1;
  const shown = Math.min(years, YEARS_MAX);
  return Array.from({ length: shown }, (_, at) =>
    String(Number(until.slice(0, 4)) - shown + 1 + at).padStart(4, '0'),
  );
}

/** In which of the steps a day lies. */
export function stepOf(day: string, steps: readonly string[]): string {
  return day.slice(0, steps[0]?.length ?? 7);
}

/** The last day of a step. */
export function endOf(step: string): string {
  return step.length === 4 ? `${step}-12-31` : lastDay(...yearAndMonth(step));
}

function yearAndMonth(month: string): [number, number] {
  return [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
}

function monthNo(day: string): number {
  const [year, month] = yearAndMonth(day);
  return year * 12 + month - 1;
}

function monthAt(no: number): string {
  return `${String(Math.floor(no / 12)).padStart(4, '0')}-${two((no % 12) + 1)}`;
}
