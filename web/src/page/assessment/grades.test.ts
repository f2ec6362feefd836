import { expect, test } from 'vitest';
import type { Fields, View } from '../../between/contract';
import { agreedIn, assessorsIn, differs, gapsIn, mentorsOn, standing, together } from './grades';
import { periodsOf } from './periods';

const view = (doc: string, fields: Fields): View => ({
  ...{ doc, kind: doc.split('/')[0] ?? '', heads: [], fields },
  ...{ conflicts: [], doubts: [], after_archive: [], edited: null },
});

const FIELDS: Fields = {
  scores: { 'K1:SITI': '2', 'K1:BUDI': '3', 'K2:SITI': '0', 'K3:BUDI': '4', 'K3:SITI': '4' },
  evidence: { 'K2:WATI': 'Laporan belum rapi' },
  agreed: { K3: '4', K4: '0' },
};

test('two assessors who think otherwise are seen, and do not stand in each other’s way', () => {
  expect(assessorsIn(FIELDS)).toEqual(['BUDI', 'SITI', 'WATI']);
  expect(assessorsIn({ proofs: ['K1:JOKO:ENTRY'] })).toEqual(['JOKO']);
  expect(['K1', 'K2', 'K3'].map((one) => differs(FIELDS, one))).toEqual([true, false, false]);
  expect(standing(FIELDS, ['K1', 'K2', 'K3', 'K4'])).toEqual({
    assessors: 3,
    agreed: 1,
    differing: 1,
  });
  expect(standing(undefined, ['K1'])).toEqual({ assessors: 0, agreed: 0, differing: 0 });
});

test.each([
  [{ K1: '2', K2: '1', K3: '4' }, ['K2', 'K1']],
  [{ K1: '3', K2: '4' }, ['K1']],
  [{ K1: '4' }, []],
  [{}, []],
  [{ K1: 'unheard-of' }, []],
])('of %o the gaps are %o', (agreed, gaps) => {
  expect(gapsIn(agreed, ['0', '1', '2', '3', '4'])).toEqual(gaps);
});

test('a forum with a scale of its own has gaps in its lower half', () => {
  expect(gapsIn({ K1: 'kurang', K2: 'baik' }, ['0', 'kurang', 'cukup', 'baik', 'unggul'])).toEqual([
    'K1',
  ]);
});

test('whoever says so or was agreed to be best can mentor, but not themself or who has left', () => {
  const cards = [
    view('member/A', { can_speak_on: ['K1'] }),
    view('member/B', { can_speak_on: ['K1'], status: 'purna' }),
    view('member/C', {}),
    view('member/D', { can_speak_on: ['K2'] }),
    view('member/ME', { can_speak_on: ['K1'] }),
  ];
  const assessments = [
    view('assessment/C/2025', { agreed: { K1: '2' } }),
    view('assessment/C/2026', { agreed: { K1: '4' } }),
    view('assessment/D/2025', { agreed: { K1: '4' } }),
    view('assessment/D/2026', { agreed: { K1: '3' } }),
    view('assessment/GONE/2026', { agreed: { K1: '4' } }),
  ];
  const known = { subject: 'ME', cards, assessments, best: '4' };
  expect(mentorsOn('K1', { ...known, cardOf: (one) => one })).toEqual(['A', 'C']);
  // C is the other card of A, and ME of D.
  const cardOf = (one: string) => ({ C: 'A', ME: 'D' })[one] ?? one;
  expect(mentorsOn('K1', { ...known, cardOf, cards: cards.slice(0, 2) })).toEqual(['A']);
});

test('what is agreed is what was given', () => {
  expect(agreedIn(FIELDS)).toEqual({ K3: '4' });
});

test('the periods are those of this year and those that are known, the newest first', () => {
  expect(periodsOf(['assessment/A/2025-2', 'assessment/A/nonsense'], '2026')).toEqual([
    '2026',
    '2026-2',
    '2026-1',
    '2025-2',
  ]);
});

test('two documents of one person are read beside each other, and the first one’s word stands', () => {
  const one = view('assessment/A/2026', {
    scores: { 'K1:SITI': '2' },
    agreed: { K1: '3' },
    proofs: ['K1:SITI:E1'],
  });
  const other = view('assessment/B/2026', {
    scores: { 'K1:SITI': '1', 'K1:BUDI': '4' },
    agreed: { K1: '', K2: '2' },
    proofs: ['K1:BUDI:E2'],
  });
  expect(together([one, other])).toEqual({
    scores: { 'K1:SITI': '2', 'K1:BUDI': '4' },
    agreed: { K1: '3', K2: '2' },
    proofs: ['K1:SITI:E1', 'K1:BUDI:E2'],
  });
  expect(together([])).toEqual({});
});
