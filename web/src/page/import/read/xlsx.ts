import { streamXlsxRows } from 'hucre/xlsx';
import { Refused, Rows, SHEETS_MAX, type Cell, type Contents, type Sheet } from './cells';
import { filesIn, mergedDown } from './merged';
import { entriesIn, textOf, type Entry } from './zip';

/** Unpacked, what is read of a workbook: far more than 5,000 rows, far less than a phone has. */
const UNPACKED_MAX = 64 * 1024 * 1024;
/** Shared strings and styles stand in memory as a whole. */
const WHOLE_MAX = 16 * 1024 * 1024;
const PARTS = /^xl\/(?:workbook|sharedStrings|styles|worksheets\/.*)\.xml$/i;

/** Every sheet of a workbook. Nothing of it is unpacked before it is known how large that gets. */
export async function xlsxIn(
  bytes: Uint8Array<ArrayBuffer>,
  told: (rows: number) => void,
): Promise<Contents> {
  const entries = entriesIn(bytes);
  if (entries.some(({ locked }) => locked)) throw new Refused('password');
  const workbook = entries.find(({ name }) => name.toLowerCase() === 'xl/workbook.xml');
  if (!workbook) throw new Refused('other_kind');
  measure(entries.filter(({ name }) => PARTS.test(name)));
  const named = sheetsIn(await textOf(bytes, workbook));
  const files = await filesIn(bytes, entries);
  const sheets: Sheet[] = [];
  for (const [at, { name, hidden, id }] of named.slice(0, SHEETS_MAX).entries()) {
    const rows = await rowsOf(bytes, at, told);
    const file = files.get(id);
    const down = rows.length > 0 && file ? await mergedDown(bytes, file) : [];
    sheets.push({ name, hidden, rows, ...(down.length > 0 && { down }) });
  }
  return { sheets };
}

function measure(parts: Entry[]): void {
  let sum = 0;
  for (const { name, size, packed, method } of parts) {
    // Who says nothing of what it unpacks to has something to hide.
    if (packed > 2 && size === 0) throw new Refused('damaged');
    if (method === 0 && size !== packed) throw new Refused('damaged');
    sum += size;
    const whole = !/worksheets\//i.test(name);
    if (sum > UNPACKED_MAX || (whole && size > WHOLE_MAX)) throw new Refused('too_big');
  }
}

/** Names of the sheets, in the order in which the reader counts them. */
function sheetsIn(workbook: string): { name: string; hidden: boolean; id: string }[] {
  return [...workbook.matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)].flatMap(([, attributes = '']) => {
    const said = (name: string) =>
      new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
    const name = said('name');
    const id = /:id\s*=\s*["']([^"']*)/.exec(attributes)?.[1];
    if (!name || id === undefined) return [];
    return [
      {
        id,
        name: unescaped(name[1] ?? name[2] ?? ''),
        hidden: /hidden/i.test(said('state')?.[0] ?? ''),
      },
    ];
  });
}

const SIGNS: Record<string, string> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Signs that XML and HTML write by name or number. */
export function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi, (whole, dec, hex, name) => {
    if (name) return SIGNS[String(name).toLowerCase()] ?? whole;
    const code = dec ? Number(dec) : parseInt(hex as string, 16);
    return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : '';
  });
}

async function rowsOf(
  bytes: Uint8Array<ArrayBuffer>,
  sheet: number,
  told: (rows: number) => void,
): Promise<Sheet['rows']> {
  const rows = new Rows();
  try {
    for await (const { index, values } of streamXlsxRows(bytes, { sheet })) {
      rows.add(index + 1, values.map(cellOf));
      if (rows.rows.length % 200 === 0) told(rows.rows.length);
    }
  } catch (failure) {
    if (failure instanceof Refused) throw failure;
    const said = failure instanceof Error ? failure.message : '';
    // A chart has a sheet of its own, without cells.
    if (/missing worksheet/i.test(said)) return [];
    throw new Refused(/limit|bomb|outside/i.test(said) ? 'too_big' : 'damaged');
  }
  return rows.rows;
}

function cellOf(value: unknown): Cell {
  if (!(value instanceof Date)) {
    const plain = ['string', 'number', 'boolean'].includes(typeof value);
    return plain ? (value as Cell) : null;
  }
  if (Number.isNaN(value.getTime())) return null;
  // A time of day is a fraction of a day, and rarely a whole second.
  const text = new Date(value.getTime() + 500).toISOString();
  const time = text.slice(11, 16);
  return { day: text.slice(0, 10), time: time === '00:00' ? '' : time };
}
