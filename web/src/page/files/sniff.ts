import { PDF } from '../../plain/files';
import { jpegSize } from '../../plain/picture';

/** How much of a file says what it is. */
export const HEAD_BYTES = 32;

/** What a file is by its first bytes, whatever its name says; null for what is not taken. */
export type Sort = 'image/jpeg' | 'image/png' | 'image/webp' | typeof PDF | 'heic' | null;

/** Brands of containers that hold HEIC: phones write one of the first two, the others are allowed. */
const HEIC = /^(heic|heix|heim|heis|hevc|hevx|mif1|msf1)/;

export function sortOf(head: Uint8Array): Sort {
  const text = String.fromCharCode(...head.subarray(0, HEAD_BYTES));
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'image/webp';
  if (text.startsWith('%PDF-')) return PDF;
  // Behind the main brand stand those that it can be read as: AVIF says mif1 there, too.
  if (text.startsWith('ftyp', 4) && HEIC.test(text.slice(8))) return 'heic';
  return null;
}

/** Long side of what is drawn, in pixels: others may have put anything in a few bytes. */
const SIDE_MAX = 4096;

/** Whether a picture may be drawn here: it says how large it unfolds, and a phone bears that. */
export function mayDraw(bytes: Uint8Array): boolean {
  const [width, height] = jpegSize(bytes) ?? pngSize(bytes) ?? [0, 0];
  return width > 0 && height > 0 && Math.max(width, height) <= SIDE_MAX;
}

function pngSize(bytes: Uint8Array): [number, number] | null {
  if (sortOf(bytes) !== 'image/png' || bytes.byteLength < 24) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}
