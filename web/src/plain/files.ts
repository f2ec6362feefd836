import { FILE_BYTES_MAX } from '../between/files';
import type { Fields } from '../between/contract';
import { currentRecordsOf, textOf } from './fields';

/** What people are told of the largest: a round figure below it. */
export const FILE_BYTES_TOLD = 4_000_000;
/** At one place: an entry, an event, minutes. */
export const FILES_AT_PLACE_MAX = 20;
/** In one document; a log holds the entries of a year. */
export const FILES_IN_DOC_MAX = 400;
/** Long side of a picture, in pixels: a sheet of paper can be read, and a letter of it is sent in a minute on EDGE. */
export const PICTURE_LONG_SIDE = 1600;

export const PDF = 'application/pdf';
const MIMES = ['image/jpeg', 'image/png', 'image/webp', PDF];

/** A file as its document names it. */
export interface FileRecord {
  key: string;
  hash: string;
  bytes: number;
  mime: string;
  name: string;
  /** The entry it belongs to; empty for the whole document. */
  of: string;
}

/** The files of one place, in the order in which they were added: of an entry, or of the whole document. */
export function filesIn(fields: Fields | undefined, of = ''): FileRecord[] {
  return allFiles(fields)
    .filter((one) => one.of === of)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Whether the document names the file, in a record that was not put away. */
export function isNamed(fields: Fields | undefined, hash: string): boolean {
  return allFiles(fields).some((one) => one.hash === hash);
}

/** What was not written to its end, or is nothing that this page knows, is none. */
export function allFiles(fields: Fields | undefined): FileRecord[] {
  return currentRecordsOf(fields, 'files').flatMap(([key, record]) => {
    const [hash, mime, bytes] = [
      textOf(record, 'hash'),
      textOf(record, 'mime'),
      Number(textOf(record, 'bytes')),
    ];
    const whole = /^[0-9a-f]{64}$/.test(hash) && MIMES.includes(mime) && bytes > 0;
    if (!whole || bytes > FILE_BYTES_MAX) return [];
    return [{ key, hash, bytes, mime, name: textOf(record, 'name'), of: textOf(record, 'of') }];
  });
}

/** As a person reads it: 240 kB, 1,2 MB. */
export function sizeText(bytes: number, locale: string): string {
  const large = bytes >= 999_500;
  const size = large ? bytes / 1e6 : Math.max(1, bytes / 1e3);
  const digits = { maximumFractionDigits: large ? 1 : 0 };
  return `${new Intl.NumberFormat(locale, digits).format(size)} ${large ? 'MB' : 'kB'}`;
}
