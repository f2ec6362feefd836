import { expect, test } from 'vitest';
import type { Fields, View } from '../between/contract';
import { archivedProblemsOf, isLate, matrixOf, problemsOf } from './problems';

const map = (village: string, problems: Record<string, Fields>): View => ({
  doc: `problems/${village}`,
  kind: 'problems',
  heads: ['aa'],
  fields: { problems },
  conflicts: [],
  doubts: [],
  after_archive: [],
  edited: null,
});

const MAPS = [
  map('A', {
    R1: { title: 'Laptop mati', category: 'perangkat_keras_jaringan', severity: '1' },
    R2: { title: 'SPJ terlambat', category: 'administrasi_laporan', severity: '2' },
    R3: { title: 'LPJ belum jadi', category: 'administrasi_laporan', severity: '3' },
    R4: { title: 'Sudah beres', category: 'administrasi_laporan', problem_state: 'solved' },
    R5: { title: 'Salah tulis', severity: '3', archived_on: '2026-01-02' },
  }),
  map('B', { R6: { title: 'Tanpa jenis', problem_state: 'handled', target_on: '2026-03-01' } }),
];

test('open problems are counted by village and kind, with the worst of each', () => {
  const { cells, villages, categories, all } = matrixOf(problemsOf(MAPS));
  expect(cells.get('A')?.get('administrasi_laporan')).toEqual({ count: 2, worst: 3 });
  expect(cells.get('A')?.get('perangkat_keras_jaringan')).toEqual({ count: 1, worst: 1 });
  // Without a kind it is among the others, and without a severity it weighs nothing yet.
  expect(cells.get('B')?.get('lainnya')).toEqual({ count: 1, worst: 0 });
  expect([villages.get('A'), villages.get('B')]).toEqual([
    { count: 3, worst: 3 },
    { count: 1, worst: 0 },
  ]);
  expect(categories.get('administrasi_laporan')?.count).toBe(2);
  expect(all).toEqual({ count: 4, worst: 3 });
});

test('what weighs most stands first, what is solved last, what is archived apart', () => {
  expect(problemsOf(MAPS).map(({ key }) => key)).toEqual(['R3', 'R2', 'R1', 'R6', 'R4']);
  expect(archivedProblemsOf(MAPS).map(({ key }) => key)).toEqual(['R5']);
});

test('a problem is late from the day after its target until it is solved', () => {
  const [one] = problemsOf([MAPS[1] ?? map('B', {})]);
  if (!one) throw new Error('no problem');
  expect(isLate(one, '2026-03-01')).toBe(false);
  expect(isLate(one, '2026-03-02')).toBe(true);
  expect(isLate({ ...one, state: 'solved' }, '2026-03-02')).toBe(false);
});

test('what somebody else wrote into a map breaks no list', () => {
  const odd = map('C', { R7: { severity: '9', problem_state: 'gone', category: 'desa_sendiri' } });
  expect(problemsOf([odd])).toMatchObject([
    { severity: 0, state: 'open', category: 'desa_sendiri', title: '' },
  ]);
});
