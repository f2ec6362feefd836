// What the reader gives of a file, in a worker or out of it. Shapes only.

/** A cell that its file calls a date. */
export interface Day {
  /** `YYYY-MM-DD` */
  day: string;
  /** `HH:MM`; empty at midnight. */
  time: string;
}

export type Cell = string | number | boolean | Day | null;

/** One row that is not empty. */
export interface Row {
  /** Its number in the file, from 1. */
  row: number;
  cells: Cell[];
}

export interface Sheet {
  name: string;
  hidden: boolean;
  rows: Row[];
  /** Cells that were made one with those below them. */
  down?: Down[];
}

/** A cell that stands for the rows below it, too; rows from 1, columns from 0. */
export interface Down {
  column: number;
  from: number;
  until: number;
}

export interface Contents {
  sheets: Sheet[];
  /** Of a text. */
  encoding?: string;
  delimiter?: string;
}

/** Why a file is not read; there is a sentence for each. */
export type Refusal =
  | 'old_xls'
  | 'password'
  | 'damaged'
  | 'too_big'
  | 'empty'
  | 'web_page'
  | 'other_kind'
  | 'slow'
  | 'not_here'
  | 'failed';

export class Refused extends Error {
  constructor(readonly code: Refusal) {
    super(code);
  }
}

/** What comes in: a file's bytes, or cells that were pasted. */
export type Given = Uint8Array | string;

/** It says that it is there, how far it is, and how it ended. */
export type Heard =
  { ready: true } | { rows: number } | { contents: Contents } | { refused: Refusal };

/** As much as an office sends around; a phone of 2 GB reads it in a few seconds. */
export const BYTES_MAX = 5 * 1024 * 1024;
/** Members of a whole regency; more is a register of inhabitants. */
export const ROWS_MAX = 5_000;
/** Titles, totals and signatures around the table. */
export const ROWS_AROUND = 100;
/** Ten years of meetings are a column each. */
export const COLUMNS_MAX = 600;
/** Sheets of one file that are looked at. */
export const SHEETS_MAX = 20;
/** As in Excel. */
export const CELL_CHARS_MAX = 32_767;

/** Takes rows as they come, without what is empty; refuses what is more than a phone should hold. */
export class Rows {
  readonly rows: Row[] = [];

  add(row: number, raw: Cell[]): void {
    const cells = raw.slice(0, COLUMNS_MAX).map(tidy);
    while (cells.length > 0 && cells[cells.length - 1] === null) cells.pop();
    if (cells.length === 0) return;
    this.rows.push({ row, cells });
    if (this.rows.length > ROWS_MAX + ROWS_AROUND) throw new Refused('too_big');
  }
}

function tidy(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  const text = cell.slice(0, CELL_CHARS_MAX);
  return text.trim() === '' ? null : text;
}
