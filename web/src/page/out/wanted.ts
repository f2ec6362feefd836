import { generateXlsxFileSync } from '../../../node_modules/write-excel-file/modules/export/writeXlsxFileUniversal.js';
import type { Book, BookSheet } from './xlsx';

// A worker of its own: a year of entries is seconds of work for a slow phone. The package's own way of not
// blocking begins workers out of texts, which the page's security policy does not allow.

const WIDTH_MAX = 48;

addEventListener('message', ({ data }: MessageEvent<Book>) => {
  void written(data).then(
    (blob) => postMessage(blob),
    (error: unknown) => {
      console.error(error);
      postMessage(null);
    },
  );
});

function written({ sheets }: Book): Promise<Blob> {
  const none = () => Promise.reject(new Error('no pictures are in it'));
  return generateXlsxFileSync(sheets.map(sheetOf), {}, undefined, none);
}

function sheetOf({ name, heads, counted, rows }: BookSheet) {
  const head = heads.map((value) => ({ value, type: String, fontWeight: 'bold' }));
  const body = rows.map((row) =>
    row.map((value, at) => {
      if (value === '' || value === null) return null;
      if (typeof value === 'number') return { value, type: Number };
      const amount = counted[at] === true && /^-?\d+$/.test(value);
      return amount
        ? { value: Number(value), type: Number, format: '#,##0' }
        : { value, type: String, format: '@', wrap: value.length > WIDTH_MAX };
    }),
  );
  const columns = heads.map((label, at) => {
    const longest = Math.max(
      label.length,
      ...rows.slice(0, 200).map((row) => String(row[at] ?? '').length),
    );
    return { width: Math.min(WIDTH_MAX, longest + 2) };
  });
  return { data: [head, ...body], sheet: name, columns, stickyRowsCount: 1 };
}
