import { expect, test } from 'vitest';
import type { Fields } from '../../between/contract';
import { blankView } from '../phone/context';
import { pairsIn } from './same-person';

const pairs = (cards: Record<string, Fields>) =>
  pairsIn(
    Object.entries(cards).map(([id, fields]) => ({
      ...blankView(`member/${id}`, 'member'),
      fields,
    })),
  );

test('one number, or one name in one village, is one person', () => {
  expect(
    pairs({
      B: { full_name: 'Ani Lestari', phone: '+628123456789' },
      A: { full_name: 'Bu Ani', phone: '+628123456789' },
      C: { full_name: 'Ma’mun Hadi', village_code: '33.02.19.2001' },
      D: { full_name: 'MAMUN  hadi', village_code: '33.02.19.2001' },
    }),
  ).toEqual([
    ['A', 'B'],
    ['C', 'D'],
  ]);
});

test('two cards that agree in both are one question', () => {
  const card = { full_name: 'Ani', phone: '+628123456789', village_code: '33.02.19.2001' };
  expect(pairs({ A: card, B: card })).toEqual([['A', 'B']]);
  expect(pairs({ A: card, B: card, C: card })).toHaveLength(2);
});

test('what is missing is no sign, nor is what was put away', () => {
  expect(
    pairs({
      A: { full_name: 'Ani' },
      B: { full_name: 'Ani' },
      C: { full_name: 'Ani', village_code: '33.02.19.2001' },
      D: { full_name: 'Ani', village_code: '33.02.19.2002' },
      E: { phone: '+628123456789' },
      F: { phone: '+628123456789', archived_on: '2026-01-01' },
    }),
  ).toEqual([]);
});
