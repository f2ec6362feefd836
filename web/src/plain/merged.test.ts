import { expect, test } from 'vitest';
import { blankView } from '../page/phone/context';
import type { Fields } from '../between/contract';
import { followed, mergedIn } from './merged';

const cards = (into: Record<string, string>) =>
  mergedIn(
    Object.entries(into).map(([id, merged_into]) => ({
      ...blankView(`member/${id}`, 'member'),
      fields: { merged_into },
    })),
  );

test('a card stands for all that were merged into it, also by way of others', () => {
  const merged = cards({ A: '', B: 'A', C: 'B', D: '' });
  expect(['A', 'B', 'C', 'D', 'unknown'].map(merged.cardOf)).toEqual([
    'A',
    'A',
    'A',
    'D',
    'unknown',
  ]);
  expect(merged.idsOf('C')).toEqual(['A', 'B', 'C']);
  expect(merged.idsOf('D')).toEqual(['D']);
  expect(merged.rings).toEqual([]);
});

test.each([
  [{ B: 'A', A: 'B' }, 'A', [['A', 'B']]],
  [{ C: 'A', A: 'B', B: 'C' }, 'A', [['A', 'B', 'C']]],
  [{ D: 'B', B: 'A', A: 'B' }, 'A', [['A', 'B']]],
] as [Record<string, string>, string, string[][]][])(
  'cards that stand for each other, %j, are one person with one card, and a question',
  (into, kept, rings) => {
    const merged = cards(into);
    for (const id of Object.keys(into)) expect(merged.cardOf(id)).toBe(kept);
    expect(merged.rings).toEqual(rings);
  },
);

test('a card that says it stands for itself is not merged', () => {
  expect(cards({ A: 'A' }).cardOf('A')).toBe('A');
  expect(cards({ A: 'A' }).rings).toEqual([]);
});

test('a chain without an end that fits ends somewhere', () => {
  const into = Object.fromEntries(Array.from({ length: 99 }, (_, n) => [`M${n}`, `M${n + 1}`]));
  expect(cards(into).cardOf('M0')).toMatch(/^M\d+$/);
});

test.each<[what: string, fields: Fields, read: Fields]>([
  ['a value', { chair: 'B' }, { chair: 'A' }],
  ['a set, once', { mentors: ['B', 'A', 'D'] }, { mentors: ['A', 'D'] }],
  [
    'a map, by the card’s own key first',
    { promised: { B: 'no', A: 'yes' } },
    { promised: { A: 'yes' } },
  ],
  [
    'a map, by another where the own one is empty',
    { promised: { A: '', B: 'no' } },
    { promised: { A: 'no' } },
  ],
  [
    'a map, by either of two others',
    { attendance: { C: 'izin', B: 'hadir' } },
    { attendance: { A: 'hadir' } },
  ],
  ['an assessor', { scores: { 'K1:B': '2', 'K1:A': '3' } }, { scores: { 'K1:A': '3' } }],
  ['a proof', { proofs: ['K1:B:E1'] }, { proofs: ['K1:A:E1'] }],
  ['a record', { tenures: { R: { holder: 'C' } } }, { tenures: { R: { holder: 'A' } } }],
  ['words', { topic: 'B dan C: bertemu', n: 3 }, { topic: 'B dan C: bertemu', n: 3 }],
])('whoever was merged is read as one in %s', (_what, fields, read) => {
  expect(followed(fields, cards({ A: '', B: 'A', C: 'A', D: '' }))).toEqual(read);
});
