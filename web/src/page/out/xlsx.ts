import type { Table } from './tables';

/** One sheet of a workbook. */
export interface BookSheet {
  name: string;
  heads: string[];
  /** Numbers stay numbers; a text of digits is one in a counted column. */
  rows: (string | number | null)[][];
  counted: boolean[];
}

/** What the worker is told. */
export interface Book {
  sheets: BookSheet[];
}

/** Longer is no sheet's name, and these signs are in none. */
const SHEET_CHARS_MAX = 31;
const NO_NAME = /[\\/?*[\]:']/g;

/** A table as an Excel file: cells of text, but amounts. Fails if its writer does not come or breaks. */
export function xlsxOf({ columns, rows }: Table, title: string): Promise<Blob> {
  const heads = columns.map(({ label }) => label);
  const counted = columns.map((column) => column.counted === true);
  return bookOf([{ name: title, heads, counted, rows }]);
}

/** Several tables as one Excel file, a sheet each. Fails as {@link xlsxOf} does. */
export function bookOf(sheets: BookSheet[]): Promise<Blob> {
  const worker = new Worker(new URL('./wanted.ts', import.meta.url), { type: 'module' });
  return new Promise<Blob>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Blob | null>) =>
      data ? resolve(data) : reject(new Error('the file could not be written'));
    worker.onerror = () => reject(new Error('the writer of files did not come'));
    const names = sheetNames(sheets.map(({ name }) => name));
    const book: Book = { sheets: sheets.map((one, at) => ({ ...one, name: names[at] ?? '' })) };
    worker.postMessage(book);
  }).finally(() => worker.terminate());
}

/** What sheets can be called: short, without signs that Excel refuses, and no two the same. */
export function sheetNames(titles: string[]): string[] {
  const taken = new Set<string>();
  return titles.map((title) => {
    const plain = title.replace(NO_NAME, ' ').replace(/\s+/g, ' ').trim() || '-';
    let name = plain.slice(0, SHEET_CHARS_MAX).trim();
    for (let again = 2; taken.has(name.toLowerCase()); again += 1) {
      const behind = ` ${again}`;
      name = plain.slice(0, SHEET_CHARS_MAX - behind.length).trim() + behind;
    }
    taken.add(name.toLowerCase());
    return name;
  });
}
