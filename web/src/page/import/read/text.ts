import { detectDelimiter, parseCsv } from 'hucre/csv';
import { Refused, Rows, type Cell, type Contents } from './cells';
import { unescaped } from './xlsx';

export interface Decoded {
  text: string;
  encoding: string;
}

/** Bytes as text: what their first ones say, else UTF-8, else what Windows wrote in Western offices. */
export function decoded(bytes: Uint8Array): Decoded {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return as('utf-8', bytes);
  if (a === 0xff && b === 0xfe) return as('utf-16le', bytes);
  if (a === 0xfe && b === 0xff) return as('utf-16be', bytes);
  const start = bytes.subarray(0, 512);
  const zeros = (odd: number) => start.filter((byte, at) => byte === 0 && at % 2 === odd).length;
  if (zeros(1) * 3 > start.length) return as('utf-16le', bytes);
  if (zeros(0) * 3 > start.length) return as('utf-16be', bytes);
  if (start.includes(0)) throw new Refused('other_kind');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return as('windows-1252', bytes);
  }
}

function as(encoding: string, bytes: Uint8Array): Decoded {
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

/** First line by which Excel says what stands between cells. */
const SEPARATOR = /^sep=(.)(?:\r\n|\n|\r)/i;

/** Rows of a text; the line that names the separator counts as one, as in Excel. */
export function csvIn({ text, encoding }: Decoded): Contents {
  const said = SEPARATOR.exec(text);
  const body = said ? text.slice(said[0].length) : text;
  const tabs = /^(?:[^\n]*\n){0,5}[^\n]*\t/.test(body);
  const delimiter = said?.[1] ?? (tabs ? '\t' : detectDelimiter(body));
  // A quote that is never closed would take the rest of the file into one cell.
  const open = (body.match(/"/g)?.length ?? 0) % 2 === 1;
  const rows = new Rows();
  const found = parseCsv(body, { delimiter, ...(open ? { fastMode: true } : {}) });
  for (const [at, cells] of found.entries())
    rows.add(
      at + (said ? 2 : 1),
      cells.map((cell) => bare(cell as Cell)),
    );
  return { sheets: [{ name: '', hidden: false, rows: rows.rows }], encoding, delimiter };
}

/** Without what makes spreadsheets keep a number as text, or not take a text for a formula. */
function bare(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  return cell.replace(/^="([^"]*)"$/, '$1').replace(/^'(?=[\d=+\-@\t])/, '');
}

const PART =
  /<(?:\w+:)?(\/?)(table|tr|row|t[dh]|cell|br|p|style|script|title)\b([^>]*)>|<!--[\s\S]*?-->|<[^>]*>/gi;

/** The tables of a web page or of Excel's old XML, one below the other. */
export function htmlIn({ text, encoding }: Decoded): Contents {
  const rows = new Rows();
  let cells: Cell[] | null = null;
  let cell: string | null = null;
  let span = 1;
  let row = 0;
  let last = 0;
  const close = () => {
    if (cell === null || !cells) return;
    cells.push(
      unescaped(cell)
        .replace(/[^\S\n]+/g, ' ')
        .trim(),
    );
    for (; span > 1 && cells.length < 200; span -= 1) cells.push(null);
    cell = null;
  };
  for (const { 0: whole, 1: end, 2: tag = '', 3: attributes = '', index } of text.matchAll(PART)) {
    if (cell !== null) cell += text.slice(last, index);
    last = index + whole.length;
    const name = tag.toLowerCase();
    if (name === 'tr' || name === 'row') {
      close();
      if (cells) rows.add(row, cells);
      cells = end ? null : [];
      if (!end) row += 1;
    } else if (/^(t[dh]|cell)$/.test(name)) {
      close();
      if (end || !cells) continue;
      cell = '';
      span = Number(/colspan\s*=\s*["']?(\d{1,3})/i.exec(attributes)?.[1] ?? 1);
    } else if (cell !== null && (name === 'br' || (name === 'p' && end))) cell += '\n';
  }
  close();
  if (cells) rows.add(row, cells);
  if (rows.rows.length === 0) throw new Refused('web_page');
  return { sheets: [{ name: '', hidden: false, rows: rows.rows }], encoding };
}
