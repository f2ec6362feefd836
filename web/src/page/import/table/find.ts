import type { Row, Sheet } from '../read/cells';
import { dayInHeader } from './days';
import { filledDown } from './filled';
import { fieldFor, hasStateNumber, isForbidden, isOfItself, plainHeader } from './headers';
import type { Target } from './targets';
import { textIn } from './text-of';

/** One column of the table, and what is done with it. */
export interface Column {
  at: number;
  header: string;
  /** The field it fills; empty if it fills none. */
  field: string;
  /** Of columns that fill none: nothing is known of it, it says nothing, or it is never taken in. */
  why: 'mapped' | 'open' | 'ignored' | 'refused';
}

export type IgnoredWhy = 'column_numbers' | 'total' | 'below_the_table' | 'header_again';

export interface Table {
  sheet: string;
  /** Numbers of the rows that are its header. */
  header: number[];
  columns: Column[];
  rows: Row[];
  ignored: { rows: number[]; why: IgnoredWhy }[];
  /** What stands above it, for a year that only the title says. */
  above: string;
}

export interface Finding {
  target: Target;
  /** What headers meant before, by target and header. */
  known: Record<string, string>;
  /** The year that a day without one is of; for columns that are a day each. */
  year?: string;
}

/** Titles and letterheads above a table are no longer than this. */
const LOOKED_AT = 40;
/** A header is a name, not a paragraph. */
const HEADER_CHARS_MAX = 80;

/** The table of the sheet that fits best: visible before hidden, more columns before more rows. */
export function bestTable(sheets: Sheet[], finding: Finding): Table | null {
  let best: { table: Table; score: number } | null = null;
  for (const sheet of sheets) {
    const table = tableIn(sheet, finding);
    if (!table) continue;
    const score = scoreOf(table, finding.target) - (sheet.hidden ? 50_000 : 0);
    if (!best || score > best.score) best = { table, score };
  }
  return best?.table ?? null;
}

/** How well a table is one of these: fields found, then rows. */
export function scoreOf({ columns, rows }: Table, target: Target): number {
  const mapped = columns.filter(({ why }) => why === 'mapped');
  const needed = target.needs.filter((name) => mapped.some(({ field }) => field === name)).length;
  const days = mapped.filter(({ field }) => field.startsWith('day:')).length;
  const found = mapped.length - days + Math.min(days, 4);
  return (
    needed * 10_000 + found * 2_000 + Math.min(rows.length, 900) - (columns.length - mapped.length)
  );
}

export function tableIn(sheet: Sheet, finding: Finding): Table | null {
  const head = headIn(sheet.rows, finding);
  return head === null ? null : tableBelow(sheet, head.at, head.rows, finding);
}

/** The table whose header is the row of this number; two rows, if the second goes on with the first. */
export function tableAt(sheet: Sheet, row: number, finding: Finding): Table | null {
  const at = sheet.rows.findIndex((one) => one.row === row);
  if (at < 0) return null;
  return tableBelow(sheet, at, goesOn(sheet.rows, at) ? 2 : 1, finding);
}

/** The whole sheet is rows, and the columns have only their letters. */
export function tableWithout(sheet: Sheet): Table {
  const width = Math.max(0, ...sheet.rows.map(({ cells }) => cells.length));
  const columns = Array.from({ length: width }, (_, at): Column => {
    const why = isStateNumbers(sheet.rows, at) ? 'refused' : 'open';
    return { at, header: letters(at), field: '', why };
  });
  return { sheet: sheet.name, header: [], columns, rows: sheet.rows, ignored: [], above: '' };
}

export function letters(at: number): string {
  const before = at >= 26 ? letters(Math.floor(at / 26) - 1) : '';
  return before + String.fromCharCode(65 + (at % 26));
}

/** Where the header is: the row in which most cells are names of fields. */
function headIn(rows: Row[], finding: Finding): { at: number; rows: 1 | 2 } | null {
  let best: { at: number; rows: 1 | 2; score: number } | null = null;
  for (let at = 0; at < Math.min(rows.length, LOOKED_AT); at += 1)
    for (const count of goesOn(rows, at) ? ([2, 1] as const) : ([1] as const)) {
      const score = headerScore(namesOf(rows, at, count), finding);
      if (score > (best?.score ?? 0)) best = { at, rows: count, score };
    }
  return best;
}

function headerScore(names: string[], { target, known, year }: Finding): number {
  const filled = names.filter((name) => name !== '');
  const short = filled.filter((name) => name.length <= HEADER_CHARS_MAX);
  const fields = short.filter((name) => !isForbidden(name));
  const mapped = new Set(fields.map((name) => fieldFor(name, target, known)).filter(Boolean));
  const days =
    target.name === 'attendance' ? fields.filter((one) => dayInHeader(one, year)).length : 0;
  const others = short.filter((name) => isForbidden(name) || isOfItself(name)).length;
  if (mapped.size === 0 || (mapped.size + days + others < 2 && filled.length > 1)) return 0;
  // A row of data that happens to have such a word in it has many cells that are no names.
  return (
    mapped.size * 3 +
    Math.min(days, 6) +
    others -
    (filled.length - mapped.size - others - days) * 0.5
  );
}

/** Whether the next row names the parts of what this one names: its cells stand below groups only. */
function goesOn(rows: Row[], at: number): boolean {
  const [upper, lower] = [rows[at], rows[at + 1]];
  if (!upper || !lower || lower.row !== upper.row + 1) return false;
  let below = 0;
  for (let column = 0; column < lower.cells.length; column += 1) {
    const cell = lower.cells[column];
    if (cell === null || cell === undefined) continue;
    const day = typeof cell === 'object' || dayInHeader(textIn(cell), '2000') !== null;
    if (typeof cell !== 'string' && !day) return false;
    if (textIn(cell).length > HEADER_CHARS_MAX || !isGroup(upper, lower, column)) return false;
    below += 1;
  }
  return below >= 2;
}

function isGroup({ cells }: Row, lower: Row, column: number): boolean {
  const above = textIn(cells[column]);
  if (above === '') return cells.slice(0, column).some((cell) => textIn(cell) !== '');
  return textIn(cells[column + 1]) === '' && textIn(lower.cells[column + 1]) !== '';
}

/** What the columns are called; the group stands before its part. */
function namesOf(rows: Row[], at: number, count: 1 | 2): string[] {
  const cells = (row: Row | undefined, column: number) =>
    textIn(row?.cells[column]).replace(/\s+/g, ' ');
  const [upper, lower] = [rows[at], count === 2 ? rows[at + 1] : undefined];
  const width = Math.max(upper?.cells.length ?? 0, lower?.cells.length ?? 0);
  let group = '';
  return Array.from({ length: width }, (_, column) => {
    const [own, part] = [cells(upper, column), cells(lower, column)];
    if (own !== '') group = own;
    if (part === '') return own;
    return group === '' ? part : `${group} / ${part}`;
  });
}

function tableBelow(sheet: Sheet, at: number, count: 1 | 2, finding: Finding): Table {
  const names = namesOf(sheet.rows, at, count);
  const written = sheet.rows.slice(at + count);
  const year = finding.year ?? yearAbove(sheet, at);
  const columns = columnsOf(names, written, { ...finding, ...(year ? { year } : {}) });
  const header = sheet.rows.slice(at, at + count).map(({ row }) => row);
  const below = filledDown(written, columns, sheet.down ?? [], finding.target);
  const { rows, ignored } = sorted(below, columns, names, header.at(-1) ?? 0);
  const above = sheet.rows
    .slice(0, at)
    .flatMap(({ cells }) => cells.map(textIn))
    .join(' ');
  return { sheet: sheet.name, header, columns, rows, ignored, above };
}

function yearAbove(sheet: Sheet, at: number): string {
  const said = [sheet.name, ...sheet.rows.slice(0, at).flatMap(({ cells }) => cells.map(textIn))];
  return /\b(?:19|20)\d\d\b/.exec(said.join(' '))?.[0] ?? '';
}

function columnsOf(names: string[], rows: Row[], { target, known, year }: Finding): Column[] {
  const taken = new Set<string>();
  const width = Math.max(names.length, ...rows.slice(0, 50).map(({ cells }) => cells.length), 0);
  const columns = Array.from({ length: width }, (_, at) => at).flatMap((at): Column[] => {
    const header = names[at] ?? '';
    const has = rows.some(({ cells }) => textIn(cells[at]) !== '');
    if (header === '' && !has) return [];
    const called = header || letters(at);
    if (isForbidden(header) || isStateNumbers(rows, at))
      return [{ at, header: called, field: '', why: 'refused' }];
    const day = target.name === 'attendance' ? dayInHeader(header, year) : null;
    const own = day ? `day:${day.day}` : fieldFor(header, target, known);
    // Two meetings of one day are two columns.
    const field = day && taken.has(own) ? `${own} ${at}` : own;
    if (field === '' && isOfItself(header)) return [{ at, header: called, field, why: 'ignored' }];
    if (field === '' || taken.has(field)) return [{ at, header: called, field: '', why: 'open' }];
    taken.add(field);
    return [{ at, header: called, field, why: 'mapped' }];
  });
  return columns;
}

/** Whether a column, whatever it is called, holds numbers by which the state knows people. */
function isStateNumbers(rows: Row[], at: number): boolean {
  let filled = 0;
  let numbers = 0;
  for (const { cells } of rows) {
    const text = textIn(cells[at]);
    if (text === '') continue;
    filled += 1;
    if (/^['’]?[\d .\-]+$/.test(text) && hasStateNumber(text)) numbers += 1;
  }
  return numbers > 0 && numbers * 2 >= filled;
}

const TOTAL = /^(sub ?)?(jumlah|total|rata[ -]?rata|grand total|sum)\b/i;
const SIGNED =
  /^(mengetahui|menyetujui|mengesahkan|disahkan|dibuat oleh|yang membuat|a\.n\.|an\.|ttd\b|tanda tangan|nip\b|catatan ?:|keterangan ?:)|^[\p{L} ]+, \d{1,2} \p{L}+ \d{4}$/iu;

/** Which rows are of the table, and which stand in or below it for another reason. */
function sorted(below: Row[], columns: Column[], names: string[], header: number) {
  const mapped = columns.filter(({ why }) => why === 'mapped').map(({ at }) => at);
  const filledIn = ({ cells }: Row) => mapped.filter((at) => textIn(cells[at]) !== '').length;
  // As far as the table surely goes: the first gap may be its end.
  const end = below.findIndex(({ row }, at) => row > (below[at - 1]?.row ?? header) + 1);
  const counts = (end > 0 ? below.slice(0, end) : below)
    .map(filledIn)
    .filter((count) => count > 0)
    .sort((a, b) => a - b);
  const usual = counts[Math.floor(counts.length / 2)] ?? 0;
  const rows: Row[] = [];
  const ignored = new Map<IgnoredWhy, number[]>();
  const ignore = (why: IgnoredWhy, row: number) =>
    ignored.set(why, [...(ignored.get(why) ?? []), row]);
  let before = header;
  let ended = false;
  /** Somebody's hand has followed the table: what stands there has no half rows of it. */
  let signed = false;
  for (const row of below) {
    const apart = row.row > before + 1;
    before = row.row;
    const texts = row.cells.map(textIn);
    const filled = filledIn(row);
    const over = ended || apart;
    const signs = texts.some((text) => SIGNED.test(text));
    signed ||= over && signs;
    const sparse = filled < Math.max(2, usual * (signed ? 0.75 : 0.5));
    if (rows.length === 0 && isCount(row)) ignore('column_numbers', row.row);
    else if (TOTAL.test(texts.find((text) => text !== '') ?? '')) {
      ignore('total', row.row);
      ended = true;
    } else if (isHeaderAgain(texts, names)) ignore('header_again', row.row);
    else if ((sparse && usual > 1 && (over || signs)) || (over && signs)) {
      ignore('below_the_table', row.row);
      ended = true;
    } else if (filled > 0) {
      rows.push(row);
      ended = false;
    }
  }
  return { rows, ignored: [...ignored].map(([why, at]) => ({ rows: at, why })) };
}

/** 1, 2, 3 … below the header. */
function isCount({ cells }: Row): boolean {
  const texts = cells.map(textIn).filter((text) => text !== '');
  const numbers = texts.map((text) => Number(text.replace(/^\((\d+)\)$/, '$1')));
  return (
    numbers.length >= 3 &&
    numbers.every((n, at) => n === (numbers[0] ?? 0) + at) &&
    (numbers[0] ?? 9) <= 2
  );
}

function isHeaderAgain(texts: string[], names: string[]): boolean {
  const said = texts.map((text, at) => [plainHeader(text), plainHeader(names[at] ?? '')] as const);
  const filled = said.filter(([text]) => text !== '');
  return filled.length >= 2 && filled.every(([text, name]) => text === name);
}
