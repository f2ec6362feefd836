import type { Problem } from './problem';

/** Between which days a date of a field may be; outside of that it is a slip of the finger. */
export type Span = 'any' | 'decree' | 'meeting' | 'due';

/** The core takes no others (`Kind::Date`). */
const YEAR_MIN = 1900;
const YEAR_MAX = 2100;
/** No decree of the republic is older than it. */
const FIRST_DECREE = '1945-08-17';
/** Nothing of a forum was held before there were village laws to help with. */
const FIRST_MEETING = '2000-01-01';
/** How far ahead people plan, and how long a promise stays on the list, in years. */
const AHEAD: Record<Span, number> = { any: 100, decree: 1, meeting: 3, due: 10 };
const DUE_BEHIND = 10;
/** A year of two digits is at most so far in the future, otherwise of the last century. */
const SHORT_YEAR_AHEAD = 20;
const CHARS_MAX = 60;

const MONTHS = [
  'januari january',
  'februari february pebruari',
  'maret march',
  'april',
  'mei may',
  'juni june',
  'juli july',
  'agustus august agt ags agst',
  'september',
  'oktober october',
  'november nopember',
  'desember december',
].map((names) => names.split(' '));
const LETTERS_MIN = 3;

export type DayRead = { day: string } | { problem: Problem };

/** A date as Indonesians write it: day, month, year. ISO 8601 is read too. */
export function dayFrom(typed: string, span: Span, today: string): DayRead {
  const parts = typed.length > CHARS_MAX ? null : partsOf(typed);
  if (!parts)
    return { problem: /^\D*\d{1,2}\D+(\d{1,2}|\p{L}+)$/u.test(typed) ? 'date_whole' : 'date' };
  const { day, month, year } = parts;
  const whole = year.length === 2 ? century(Number(year), today) : Number(year);
  if (year.length === 3 || whole < YEAR_MIN || whole > YEAR_MAX) return { problem: 'date_year' };
  if (month < 1 || month > 12 || day < 1 || day > daysIn(whole, month))
    return { problem: 'date_none' };
  const date = `${whole}-${two(month)}-${two(day)}`;
  return isWithin(date, span, today) ? { day: date } : { problem: 'date_far' };
}

interface Parts {
  day: number;
  month: number;
  /** As typed: two digits, or more. */
  year: string;
}

function partsOf(typed: string): Parts | null {
  const text = typed
    .toLowerCase()
    .replace(/^(?:tgl|tanggal)\b\.?\s*/, '')
    // The day of the week: the date says it.
    .replace(/^[\p{L}'’]+\s*,?\s+(?=\d)/u, '');
  const [, isoYear, isoMonth, isoDay] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? [];
  if (isoYear) return { day: Number(isoDay), month: Number(isoMonth), year: isoYear };
  const [, run = '', runMonth, runYear = ''] = /^(\d{2})(\d{2})(\d{4})$/.exec(text) ?? [];
  if (run) return { day: Number(run), month: Number(runMonth), year: runYear };
  const marks =
    /^(\d{1,2})(?:st|nd|rd|th)?\s*[-/.,\s]\s*(\d{1,2}|\p{L}+)\.?\s*[-/.,\s]\s*'?(\d{2,6})$/u;
  const named = /^(\d{1,2})(\p{L}{3,})(\d{2,4})$/u;
  const [, day = '', middle = '', year = ''] = marks.exec(text) ?? named.exec(text) ?? [];
  if (day === '') return null;
  const month = /\d/.test(middle) ? Number(middle) : monthOf(middle);
  return month === 0 ? null : { day: Number(day), month, year };
}

/** 1 to 12; 0 if it is no month. */
function monthOf(word: string): number {
  const fits = (name: string) =>
    name === word || (word.length >= LETTERS_MIN && name.startsWith(word));
  return MONTHS.findIndex((names) => names.some(fits)) + 1;
}

function century(year: number, today: string): number {
  const ahead = Number(today.slice(0, 4)) + SHORT_YEAR_AHEAD;
  return 2000 + year <= ahead ? 2000 + year : 1900 + year;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function isWithin(day: string, span: Span, today: string): boolean {
  const first = {
    any: '',
    decree: FIRST_DECREE,
    meeting: FIRST_MEETING,
    due: later(today, -DUE_BEHIND),
  };
  return day >= first[span] && day <= later(today, AHEAD[span]);
}

function later(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
}

/** A time of day as Indonesians write it: `9.30`, `09:30`, `930`, `pukul 9`. */
export function timeFrom(typed: string): string | null {
  if (typed.length > CHARS_MAX) return null;
  const text = typed
    .toLowerCase()
    .replace(/^(?:pukul|pkl|jam)\b\.?\s*/, '')
    .replace(/\s*wib$/, '');
  const [, hour = '', minute = '00', half = ''] =
    /^(\d{1,2})(?:\s*[.:,]\s*(\d{2})(?:[.:]00)?)?\s*([ap]\.?m\.?)?$/.exec(text) ??
    /^(\d{1,2})(\d{2})()$/.exec(text) ??
    [];
  if (hour === '' || Number(minute) > 59) return null;
  if (half === '') return Number(hour) > 23 ? null : `${two(Number(hour))}:${minute}`;
  if (Number(hour) < 1 || Number(hour) > 12) return null;
  return `${two((Number(hour) % 12) + (half.startsWith('p') ? 12 : 0))}:${minute}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
