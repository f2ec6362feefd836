import { expect, test } from 'vitest';
import { base64url } from './base64url';
import { jpegSize, pictureOf } from './picture';

/** The head of a JPEG of these sides, behind `before`. */
function jpeg(width: number, height: number, before: number[] = [], frame = 0xc0): Uint8Array {
  const sides = [height >> 8, height & 255, width >> 8, width & 255];
  return new Uint8Array([0xff, 0xd8, ...before, 0xff, frame, 0, 11, 8, ...sides, 1, 1, 0x11, 0]);
}
const APP0 = [0xff, 0xe0, 0, 4, 0xff, 0xc0];

test('a JPEG says how large it is, whatever stands before the frame', () => {
  for (const before of [[], APP0, [...APP0, 0xff, 0xc4, 0, 3, 0]])
    for (const frame of [0xc0, 0xc1, 0xc2]) {
      expect(jpegSize(jpeg(96, 48, before, frame))).toEqual([96, 48]);
      expect(pictureOf(base64url(jpeg(96, 48, before, frame)))).toBeInstanceOf(Blob);
    }
});

test('what is no picture, is cut off, or would unfold to more than a phone has is none', () => {
  const whole = jpeg(96, 96, APP0);
  for (let end = 0; end < whole.length - 4; end += 1)
    expect(pictureOf(base64url(whole.slice(0, end)))).toBe(null);
  for (const [width, height] of [
    [0, 96],
    [65_535, 65_535],
    [96, 257],
    [257, 96],
  ] as const)
    expect(pictureOf(base64url(jpeg(width, height)))).toBe(null);
  for (const text of ['', '%', 'AAAA', 'Kop surat', base64url(new Uint8Array(4_000))])
    expect(pictureOf(text)).toBe(null);
  // A length of nothing does not go round for ever.
  expect(jpegSize(new Uint8Array(4_000).fill(0xff))).toBe(null);
  expect(jpegSize(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...new Array<number>(40).fill(0)]))).toBe(
    null,
  );
});
