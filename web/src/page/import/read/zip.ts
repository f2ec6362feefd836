import { Refused } from './cells';

/** One file in an archive, as its list at the end says. */
export interface Entry {
  name: string;
  /** 0 is stored, 8 deflated. */
  method: number;
  locked: boolean;
  packed: number;
  size: number;
  at: number;
}

const END = 0x06054b50;
const LISTED = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
/** The list ends with a comment of at most so many bytes. */
const COMMENT_MAX = 65_535;
/** More files than any workbook has. */
const ENTRIES_MAX = 2_000;

/** The list of an archive. Without it the archive was cut off. */
export function entriesIn(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  if (count > ENTRIES_MAX) throw new Refused('too_big');
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== LISTED) throw new Refused('damaged');
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + (name ?? 0))),
      method: view.getUint16(at + 10, true),
      locked: (view.getUint16(at + 8, true) & 1) === 1,
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

function endOf(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - COMMENT_MAX); at -= 1)
    if (view.getUint32(at, true) === END) return at;
  throw new Refused('damaged');
}

/** What an entry holds, as text; no more of it than its list has promised. */
export async function textOf(bytes: Uint8Array, entry: Entry): Promise<string> {
  let text = '';
  for await (const piece of piecesOf(bytes, entry)) text += piece;
  return text;
}

/** The end of what an entry holds, behind the last of these; empty if it is not there. */
export async function textBehind(bytes: Uint8Array, entry: Entry, mark: string): Promise<string> {
  let text = '';
  let found = false;
  for await (const piece of piecesOf(bytes, entry)) {
    text += piece;
    const at = text.lastIndexOf(mark);
    found ||= at >= 0;
    // The mark may begin at the end of one piece.
    if (at >= 0 || !found) text = text.slice(at >= 0 ? at : -mark.length);
  }
  return found ? text.slice(mark.length) : '';
}

async function* piecesOf(bytes: Uint8Array, entry: Entry): AsyncGenerator<string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { at, packed, size, method } = entry;
  if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL) throw new Refused('damaged');
  const begin = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const data = bytes.slice(begin, begin + packed);
  const decoder = new TextDecoder();
  if (method === 0) return yield decoder.decode(data);
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  let read = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return yield decoder.decode();
    read += value.length;
    if (read > size) throw new Refused('too_big');
    yield decoder.decode(value, { stream: true });
  }
}
