import { expect, test } from 'vitest';
import { pointsIn } from './points';

const titles = (pasted: string) => pointsIn(pasted, 200)?.map(({ title }) => title) ?? null;

test.each([
  ['numbers', '1. Pembukaan\n2. Laporan kas\n3) Penutup', ['Pembukaan', 'Laporan kas', 'Penutup']],
  ['boxed numbers', '1️⃣ Pembukaan\n2️⃣ Doa', ['Pembukaan', 'Doa']],
  ['bullets', '- Pembukaan\n• Laporan kas\n✅ Doa', ['Pembukaan', 'Laporan kas', 'Doa']],
  ['letters', 'a. Pembukaan\nb. Doa', ['Pembukaan', 'Doa']],
  ['plain lines', 'Pembukaan\n\n  Laporan kas \nDoa', ['Pembukaan', 'Laporan kas', 'Doa']],
  ['a heading', '*Agenda rapat:*\n1. Pembukaan\n2. Doa', ['Pembukaan', 'Doa']],
  ['a heading over plain lines', 'Susunan acara\nPembukaan\nDoa', ['Pembukaan', 'Doa']],
  ['bold points', '1. *Pembukaan*\n2. _Doa_', ['Pembukaan', 'Doa']],
  ['a wrapped point', '1. Laporan kas\nsampai Juni\n2. Doa', ['Laporan kas sampai Juni', 'Doa']],
  [
    'copied messages',
    '[30/11 19.20] Siti Rahayu: Pembukaan\n[30/11, 19:21] Budi: Doa',
    ['Pembukaan', 'Doa'],
  ],
  ['line breaks of Windows', '1. Pembukaan\r\n2. Doa\r\n', ['Pembukaan', 'Doa']],
  [
    'hours and amounts stay',
    '09.00 Pembukaan\n10.30 Kas 1.500.000',
    ['09.00 Pembukaan', '10.30 Kas 1.500.000'],
  ],
])('%s become points', (_what, pasted, points) => {
  expect(titles(pasted)).toEqual(points);
});

test.each(['', '\n\n', 'Laporan kas', '1. Laporan kas', 'Agenda:\nPembukaan'])(
  '%j is no list',
  (pasted) => expect(titles(pasted)).toBeNull(),
);

test('a letter of a hundred lines is no list', () => {
  expect(titles(Array.from({ length: 100 }, (_, n) => `baris ${n}`).join('\n'))).toBeNull();
});

test('nothing of a point is lost that is longer than a title may be', () => {
  const long = 'kata '.repeat(60).trim();
  const [point] = pointsIn(`1. ${long}\n2. Doa`, 200) ?? [];
  expect(point?.title.length).toBeLessThanOrEqual(200);
  expect(point?.title.endsWith('kata…')).toBe(true);
  expect(point?.rest).toBe(long);
});
