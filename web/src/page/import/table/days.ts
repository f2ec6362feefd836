import { dayFrom, type Span } from '../../../plain/calendar';
import type { Cell } from '../read/cells';
import { textIn } from './text-of';

/** Which part of `3/4/2021` is the month; a column says it once for all its cells. */
export type DayOrder = 'day_first' | 'month_first';

export type DayProblem =
  | 'year_only'
  | 'month_only'
  | 'number_read_as_date'
  | 'two_digit_year'
  | 'month_first_date'
  | 'no_such_date'
  | 'not_a_date'
  | 'date_far'
  | 'formula_error';

export interface DayRead {
  day: string | null;
  problem?: DayProblem;
}

/** What Excel shows where a formula failed. */
export const ERROR =
  /^#(N\/A|REF!?|VALUE!?|DIV\/0!?|NAME\?|NULL!?|NUM!?|GETTING_DATA|SPILL!?|CALC!?)$/i;
const YEAR_MIN = 1900;
const YEAR_MAX = 2100;
/** Days since the end of 1899 of 1950 and of 2100: between them a plain number is a day. */
const SERIAL_MIN = 18_264;
const SERIAL_MAX = 73_050;
const NUMERIC = /^(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{2}|\d{4})$/;
/** A time behind a day, as forms and databases write it. */
const TIME_BEHIND =
  /^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})[T ,]+\d{1,2}[.:]\d{2}.*$/;
const MONTH_NAMES =
  '(?:jan|feb|peb|mar|apr|mei|may|jun|jul|agu|agt|ags|aug|sep|okt|oct|nov|nop|des|dec)\\p{L}*\\.?';
const MONTH_ONLY = new RegExp(
  `^(?:${MONTH_NAMES}[\\s\\-/]*\\d{2,4}|\\d{4}[\\s\\-/]+${MONTH_NAMES}|${MONTH_NAMES}|\\d{1,2}[-/.]\\d{4}|\\d{4}[-/.]\\d{1,2})$`,
  'iu',
);

/** How a column writes its days; null if no cell of it says so and some could be read both ways. */
export function orderIn(cells: Iterable<Cell>): { order: DayOrder | null; asks: boolean } {
  let [dayFirst, monthFirst, open] = [0, 0, 0];
  for (const cell of cells) {
    const found = typeof cell === 'string' ? NUMERIC.exec(withoutTime(cell)) : null;
    if (!found) continue;
    const [a, b] = [Number(found[1]), Number(found[2])];
    if (a > 12 && b <= 12) dayFirst += 1;
    else if (b > 12 && a <= 12) monthFirst += 1;
    else if (a !== b && a <= 12 && b <= 12) open += 1;
  }
  if (dayFirst > 0 || monthFirst > 0)
    return { order: monthFirst > dayFirst ? 'month_first' : 'day_first', asks: false };
  return { order: null, asks: open > 0 };
}

function withoutTime(text: string): string {
  return text.trim().replace(TIME_BEHIND, '$1');
}

/** A cell as a day; what is no whole day stays empty, with the reason. */
export function dayOf(cell: Cell, order: DayOrder, span: Span, today: string): DayRead {
  if (cell === null || typeof cell === 'boolean') return { day: null };
  if (typeof cell === 'number') return fromNumber(cell, span, today);
  if (typeof cell === 'object') {
    // 2015 with a date's format is a day of 1905.
    if (cell.day >= '1905-03-14' && cell.day <= '1905-09-30')
      return { day: null, problem: 'year_only' };
    return within(cell.day, span, today);
  }
  const text = withoutTime(cell);
  if (ERROR.test(text)) return { day: null, problem: 'formula_error' };
  if (/^(?:tahun |thn |th\.? ?)?\d{4}$/i.test(text)) return { day: null, problem: 'year_only' };
  if (/^\d{5}$/.test(text)) return fromNumber(Number(text), span, today);
  if (MONTH_ONLY.test(text)) return { day: null, problem: 'month_only' };
  return fromText(text, order, span, today);
}

function fromText(text: string, order: DayOrder, span: Span, today: string): DayRead {
  const parts = NUMERIC.exec(text);
  if (!parts) return read(/^\d{8}$/.test(text) ? eight(text) : text, span, today);
  const [a, b, year = ''] = [Number(parts[1]), Number(parts[2]), parts[3]];
  const [day, month] = order === 'day_first' ? [a, b] : [b, a];
  if (month > 12 && day <= 12)
    return { day: null, problem: order === 'day_first' ? 'month_first_date' : 'no_such_date' };
  const found = read(`${day}/${month}/${year}`, span, today);
  return found.day && year.length === 2 ? { ...found, problem: 'two_digit_year' } : found;
}

/** `20210817`, where it cannot be day, month, year. */
function eight(text: string): string {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  return /^(19|20)\d\d-(0\d|1[0-2])-/.test(iso) && Number(text.slice(2, 4)) > 12 ? iso : text;
}

function fromNumber(number: number, span: Span, today: string): DayRead {
  if (Number.isInteger(number) && number >= YEAR_MIN && number <= YEAR_MAX)
    return { day: null, problem: 'year_only' };
  if (number >= SERIAL_MIN && number <= SERIAL_MAX) {
    const day = new Date(Date.UTC(1899, 11, 30 + Math.floor(number))).toISOString().slice(0, 10);
    const found = within(day, span, today);
    return found.day ? { ...found, problem: 'number_read_as_date' } : found;
  }
  return /^\d{8}$/.test(String(number))
    ? fromText(String(number), 'day_first', span, today)
    : { day: null, problem: 'not_a_date' };
}

function within(day: string, span: Span, today: string): DayRead {
  return read(day, span, today);
}

function read(text: string, span: Span, today: string): DayRead {
  const found = dayFrom(text, span, today);
  if ('day' in found) return { day: found.day };
  if (found.problem === 'date_none') return { day: null, problem: 'no_such_date' };
  return { day: null, problem: found.problem === 'date_far' ? 'date_far' : 'not_a_date' };
}

/** The day that a column is of, by its header, and what else the header says. */
export function dayInHeader(header: Cell, year = ''): { day: string; title: string } | null {
  if (header !== null && typeof header === 'object') return { day: header.day, title: '' };
  const text = textIn(header).replace(/\s+/g, ' ');
  const named = new RegExp(
    `\\d{1,2}\\s*[-/ ]?\\s*${MONTH_NAMES}(?:[\\s\\-/,]*'?\\d{2,4})?(?!\\p{L})`,
    'iu',
  );
  const found =
    /\d{4}-\d{1,2}-\d{1,2}/.exec(text) ??
    /\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b/.exec(text) ??
    named.exec(text) ??
    /^\d{1,2}[-/.]\d{1,2}$/.exec(text);
  if (!found) return null;
  const said = found[0];
  const whole =
    /\d{2,4}$/.test(said) && !/^\d{1,2}[-/.]\d{1,2}$/.test(said)
      ? said
      : `${said.replace(/[.,\s]+$/, '')} ${year}`;
  const day = dayFrom(
    whole.replace(/^(\d{1,2}[-/.]\d{1,2}) (\d{4})$/, '$1/$2').replace(/\s+/g, ' '),
    'meeting',
    `${year || '2099'}-12-31`,
  );
  if (!('day' in day)) return null;
  const title = text
    .replace(said, ' ')
    .replace(/^[\s/,.:–-]+|[\s/,.:–-]+$|(?<=\s)[/,:–-](?=\s)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return { day: day.day, title: title.replace(/^(tgl|tanggal|hari|tahun)$/i, '') };
}
