import { expect, test } from 'vitest';
import type { Fields } from '../../between/contract';
import { contacts, mentorsBy, monthsUntil, reached, silences } from './contact';
import type { Entry } from './entries';

const TODAY = '2026-11-30';
let made = 0;
const entry = (date: string, fields: Fields = {}, village = 'A'): Entry => ({
  doc: `log/${village}/2026`,
  village,
  year: '2026',
  found: '2026',
  key: `E${(made += 1)}`,
  fields,
  date,
  topic: '',
});

const ENTRIES = [
  entry('2026-11-02', { villages: ['A', 'B'], competences: ['K2'], mentors: ['SITI', 'BUDI'] }),
  entry('2026-10-30', { competences: ['K2', 'K5'], mentors: ['SITI'], state: 'selesai' }),
  entry('2026-10-01', { competences: ['K2'], mentors: ['TONO'], state: 'batal' }),
  entry('2026-12-05', { competences: ['K2'], mentors: ['TONO'] }),
  entry('2026-11-29', { state: 'rencana', competences: ['K2'], mentors: ['TONO'] }, 'C'),
];

test('a village is reached by what was held, not by what is planned, called off or still to come', () => {
  expect([...contacts(ENTRIES, TODAY)]).toEqual([
    ['A', '2026-11-02'],
    ['B', '2026-11-02'],
  ]);
});

test('a village is silent after the days that the forum says, one that was never reached first', () => {
  const of = (days: number, entries = ENTRIES) => silences(entries, ['A', 'B', 'C'], days, TODAY);
  // A and B were reached 28 days ago; what is planned for C reaches nobody.
  expect(of(27)).toEqual([
    { village: 'C', days: null },
    { village: 'A', days: 28 },
    { village: 'B', days: 28 },
  ]);
  expect(of(28)).toEqual([{ village: 'C', days: null }]);
  expect(of(0)).toEqual([]);
});

test('a forum that has just begun to write is not told of villages that nobody reached', () => {
  expect(silences([], ['A', 'B'], 30, TODAY)).toEqual([]);
  expect(silences([entry('2026-11-20')], ['A', 'B'], 30, TODAY)).toEqual([]);
  // Something planned long ago is no mentoring, and what was called off neither.
  expect(silences([entry('2026-01-01', { state: 'batal' })], ['A', 'B'], 30, TODAY)).toEqual([]);
});

test('months go back over the turn of the year, also from the last day of a long one', () => {
  expect(monthsUntil('2026-02-28', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  expect(monthsUntil('2026-10-31', 2)).toEqual(['2026-09', '2026-10']);
  expect(monthsUntil(TODAY, 12).length).toBe(12);
});

test('an entry about two villages counts in both', () => {
  const villages = reached(ENTRIES, TODAY);
  expect([...(villages.get('A') ?? [])]).toEqual([
    ['2026-11', 1],
    ['2026-10', 1],
  ]);
  expect([...(villages.get('B') ?? [])]).toEqual([['2026-11', 1]]);
  expect(villages.has('C')).toBe(false);
});

test('who mentored on a competence is told with how often and when last', () => {
  const by = mentorsBy(ENTRIES, TODAY);
  expect(by.get('K2')).toEqual([
    { member: 'SITI', count: 2, last: '2026-11-02' },
    { member: 'BUDI', count: 1, last: '2026-11-02' },
  ]);
  expect(by.get('K5')?.map(({ member }) => member)).toEqual(['SITI']);
});
