import { bytesOf } from './base64url';

/** Pictures that people write into documents are no larger on either side. */
export const PICTURE_SIDE_MAX = 256;

/** Start of a frame: what says how large it is. Those between that say something else are left out. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Width and height that a JPEG says of itself, or null if it is none. */
export function jpegSize(bytes: Uint8Array): [width: number, height: number] | null {
  const two = (at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  if (two(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + two(at + 2))
    if (isFrame(bytes[at + 1] ?? 0)) return [two(at + 7), two(at + 5)];
  return null;
}

/**
 * A stored picture as a file that can be shown. Null for what is no picture, or says that it is large:
 * a few bytes of somebody hostile would unfold to more than a phone has.
 */
export function pictureOf(stored: string): Blob | null {
  try {
    const bytes = bytesOf(stored);
    const [width, height] = jpegSize(bytes) ?? [0, 0];
    const fits = [width, height].every((side) => side > 0 && side <= PICTURE_SIDE_MAX);
    return fits ? new Blob([bytes], { type: 'image/jpeg' }) : null;
  } catch {
    // No base64url: as good as none.
    return null;
  }
}
