import { BYTES_MAX, Refused, type Contents, type Given } from './cells';
import { csvIn, decoded, htmlIn } from './text';
import { xlsxIn } from './xlsx';

const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const ZIP = [0x50, 0x4b];
/** Pictures, papers and other archives, by their first bytes. */
const OTHERS = [
  [0x25, 0x50, 0x44, 0x46],
  [0xff, 0xd8, 0xff],
  [0x89, 0x50, 0x4e, 0x47],
  [0x52, 0x61, 0x72],
  [0x37, 0x7a, 0xbc],
  [0x1f, 0x8b],
  [0x47, 0x49, 0x46],
];

/** Reads whatever somebody gave: the bytes say what it is, never the name. */
export async function contentsOf(
  given: Given,
  told: (rows: number) => void = () => undefined,
): Promise<Contents> {
  const contents = await sheetsOf(given, told);
  if (contents.sheets.every(({ rows }) => rows.length === 0)) throw new Refused('empty');
  return contents;
}

async function sheetsOf(given: Given, told: (rows: number) => void): Promise<Contents> {
  if (given.length > BYTES_MAX) throw new Refused('too_big');
  if (typeof given === 'string') return textual({ text: given, encoding: '' });
  if (given.length === 0) throw new Refused('empty');
  const begins = (sign: number[]) => sign.every((byte, at) => given[at] === byte);
  if (begins(COMPOUND)) throw new Refused(compound(given));
  if (begins(ZIP)) return xlsxIn(given as Uint8Array<ArrayBuffer>, told);
  if (OTHERS.some(begins)) throw new Refused('other_kind');
  return textual(decoded(given));
}

/** Encrypted workbooks and old ones stand in the same kind of file. */
function compound(bytes: Uint8Array): 'password' | 'old_xls' | 'other_kind' {
  const text = new TextDecoder('latin1').decode(bytes);
  const has = (name: string) => text.includes([...name].join('\0'));
  if (has('EncryptedPackage')) return 'password';
  return has('Workbook') || has('Book') ? 'old_xls' : 'other_kind';
}

function textual(text: ReturnType<typeof decoded>): Contents {
  const begin = text.text.slice(0, 2_000).trimStart();
  if (/^MIME-Version:/i.test(begin)) throw new Refused('web_page');
  return /^<[!?a-z]/i.test(begin) ? htmlIn(text) : csvIn(text);
}
