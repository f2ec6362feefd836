import type { Table } from './tables';

/** What the worker is told. */
export interface Book {
  sheet: string;
  heads: string[];
  /** Which columns hold numbers. */
  counted: boolean[];
  rows: string[][];
}

/** Longer is no sheet's name, and these signs are in none. */
const SHEET_CHARS_MAX = 31;

/** A table as an Excel file: cells of text, but amounts. Fails if its writer does not come or breaks. */
export function xlsxOf({ columns, rows }: Table, title: string): Promise<Blob> {
  const worker = new Worker(new URL('./wanted.ts', import.meta.url), { type: 'module' });
  const sheet = title.replace(/[\\/?*[\]:]/g, ' ').slice(0, SHEET_CHARS_MAX);
  const [heads, counted] = [
    columns.map(({ label }) => label),
    columns.map((column) => column.counted === true),
  ];
  return new Promise<Blob>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Blob | null>) =>
      data ? resolve(data) : reject(new Error('the file could not be written'));
    worker.onerror = () => reject(new Error('the writer of files did not come'));
    const book: Book = { sheet, heads, counted, rows };
    worker.postMessage(book);
  }).finally(() => worker.terminate());
}
