import { expect, test } from 'vitest';
import { mayDraw, sortOf } from './sniff';

const bytes = (text: string) => Uint8Array.from(text, (one) => one.charCodeAt(0));

test.each([
  ['\xff\xd8\xff\xe1..Exif', 'image/jpeg'],
  ['\x89PNG\r\n\x1a\n....', 'image/png'],
  ['RIFF....WEBPVP8 ', 'image/webp'],
  ['%PDF-1.7', 'application/pdf'],
  ['\0\0\0\x18ftypheic\0\0\0\0', 'heic'],
  ['\0\0\0\x18ftypheix', 'heic'],
  ['\0\0\0\x18ftypmif1', 'heic'],
  ['\0\0\0\x1cftypisom', null],
  ['Surat keputusan', null],
  ['RIFF....WAVEfmt ', null],
  ['', null],
])('%j is %s', (head, sort) => {
  expect(sortOf(bytes(head))).toBe(sort);
});

test('a few bytes that unfold to more than a phone has are not drawn', () => {
  const png = (side: number) => {
    const all = bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0');
    new DataView(all.buffer).setUint32(16, side);
    new DataView(all.buffer).setUint32(20, 10);
    return all;
  };
  expect(mayDraw(png(1600))).toBe(true);
  expect(mayDraw(png(60_000))).toBe(false);
  expect(mayDraw(bytes('RIFF....WEBPVP8 '))).toBe(false);
  expect(mayDraw(new Uint8Array())).toBe(false);
});
