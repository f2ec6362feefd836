import { expect, test } from 'vitest';
import { dayFrom, timeFrom, type Span } from './calendar';
import { read, write } from '../page/typing/reading';

const TODAY = '2026-11-29';

test.each([
  ...['3/2/26', '3/2/2026', '03/02/2026', '3-2-2026', '3.2.2026', '3 2 2026', '3 - 2 - 2026'],
  ...[
    '3 Feb 2026',
    '3 Februari 2026',
    '3 februari 2026',
    '03 Pebruari 2026',
    '3-Feb-26',
    '3 Feb. 26',
  ],
  ...['3 FEBRUARI 2026', '3 February 2026', '3rd Feb 2026', '3, Februari, 2026', "3 Feb '26"],
  ...['Selasa, 3 Februari 2026', 'selasa 3/2/26', 'tgl 3/2/2026', 'Tanggal 3 Februari 2026'],
  ...['2026-02-03', '2026/2/3', '03022026', '3Feb2026', '3feb26'],
])('%j is the third of February', (typed) => {
  expect(dayFrom(typed, 'any', TODAY)).toEqual({ day: '2026-02-03' });
});

test.each([
  ['17 Agustus 1945', '1945-08-17'],
  ['17 Agt 45', '2045-08-17'],
  ['1/1/99', '1999-01-01'],
  ['29/2/2024', '2024-02-29'],
  ['31 Okt 2026', '2026-10-31'],
  ['31 Oct 2026', '2026-10-31'],
  ['1 Mei 2026', '2026-05-01'],
  ['1 Nop 2026', '2026-11-01'],
  ["Jum'at, 5 Des 2025", '2025-12-05'],
])('%j is %j', (typed, day) => {
  expect(dayFrom(typed, 'any', TODAY)).toEqual({ day });
});

test.each([
  ...[
    'besok',
    '2015',
    'Maret 2018',
    '3/2/2/2026',
    '3 Feb 2026 09.00',
    '46056',
    '3022026',
    '3//2026',
  ],
  ...['3 Ju 2026', '3 Xxx 2026', '', 'x'.repeat(100)],
])('%j is no date', (typed) => {
  expect(dayFrom(typed, 'any', TODAY)).toEqual({ problem: 'date' });
});

test.each(['3/2', '3 Feb', '3 Februari', '3-2'])('%j lacks its year', (typed) => {
  expect(dayFrom(typed, 'any', TODAY)).toEqual({ problem: 'date_whole' });
});

test.each(['31/2/2026', '29/2/2026', '2/13/2026', '0/1/2026', '32 Mei 2026', '2026-02-30'])(
  '%j is no day of the calendar',
  (typed) => {
    expect(dayFrom(typed, 'any', TODAY)).toEqual({ problem: 'date_none' });
  },
);

test.each(['3/2/0002', '3/2/0020', '3/2/202', '3/2/2926', '3/2/20266', '0002-02-03', '3/2/1899'])(
  '%j has no year',
  (typed) => {
    expect(dayFrom(typed, 'any', TODAY)).toEqual({ problem: 'date_year' });
  },
);

test.each<[Span, string, boolean]>([
  ['decree', '16/8/1945', false],
  ['decree', '17/8/1945', true],
  ['decree', '29/11/2027', true],
  ['decree', '30/11/2027', false],
  ['meeting', '31/12/1999', false],
  ['meeting', '1/1/2000', true],
  ['meeting', '1/1/2031', false],
  ['due', '1/1/2016', false],
  ['due', '1/1/2017', true],
  ['due', '1/1/2036', true],
  ['due', '1/1/2062', false],
  ['any', '1/1/1930', true],
])('for %j %j is near enough: %j', (span, typed, good) => {
  expect('day' in dayFrom(typed, span, TODAY)).toBe(good);
});

test('what the field shows of a day is read as the same day, on every day of leap years and others', () => {
  for (let ms = Date.UTC(2023, 0, 1); ms < Date.UTC(2025, 0, 1); ms += 86_400_000) {
    const day = new Date(ms).toISOString().slice(0, 10);
    const shown = write({ name: '', is: 'date' }, day);
    expect(dayFrom(shown, 'any', TODAY), shown).toEqual({ day });
  }
  expect(write({ name: '', is: 'date' }, '2026-02-03')).toBe('3/2/2026');
});

test.each([
  ['9.30', '09:30'],
  ['09:30', '09:30'],
  ['930', '09:30'],
  ['0930', '09:30'],
  ['9', '09:00'],
  ['13', '13:00'],
  ['1300', '13:00'],
  ['9,30', '09:30'],
  ['9 . 30', '09:30'],
  ['09.30 WIB', '09:30'],
  ['pukul 9.30', '09:30'],
  ['Pkl. 13.00 WIB', '13:00'],
  ['jam 9', '09:00'],
  ['9:30 am', '09:30'],
  ['1.15 pm', '13:15'],
  ['12 am', '00:00'],
  ['12:05 p.m.', '12:05'],
  ['00.00', '00:00'],
  ['23.59', '23:59'],
  ['09:30:00', '09:30'],
])('the time %j is %j', (typed, time) => {
  expect(timeFrom(typed)).toBe(time);
  expect(read({ name: '', is: 'time' }, write({ name: '', is: 'time' }, time))).toEqual({
    ok: true,
    value: time,
  });
});

test.each([
  '9.3',
  '24.00',
  '25',
  '9.60',
  '960',
  'selesai',
  '9.30-11.00',
  '13 pm',
  '9.30 10',
  '12345',
])('%j is no time', (typed) => {
  expect(timeFrom(typed)).toBe(null);
});
