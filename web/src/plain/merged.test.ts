import { expect, test } from 'vitest';
import { blankView } from '../page/phone/context';
import { mergedIn } from './merged';

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
