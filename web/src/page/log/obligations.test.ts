import { expect, test } from 'vitest';
import { dueBetween, nextOn } from './obligations';

test.each([
  ['2026-01-10', 'month', '2026-03-05', '2026-03-10'],
  ['2026-01-10', 'month', '2026-03-11', '2026-04-10'],
  ['2026-01-31', 'month', '2026-02-01', '2026-02-28'],
  ['2025-12-15', 'quarter', '2026-03-16', '2026-06-15'],
  ['2024-02-29', 'year', '2026-01-01', '2026-02-28'],
  ['2026-01-10', 'half_year', '2026-07-10', '2026-07-10'],
  ['2026-09-01', 'month', '2026-03-05', '2026-09-01'],
  ['2026-01-10', 'once', '2026-03-05', '2026-01-10'],
  ['', 'month', '2026-03-05', ''],
])('what began on %s and comes every %s is due from %s on at %s', (first, every, from, on) => {
  expect(nextOn(first, every, from)).toBe(on);
});

test('what is due soon is listed, the nearest first, and nothing that was put away', () => {
  const one = (title: string, due_on: string, archived_on = '') => ({
    ...{ title, due_on, every: 'year', archived_on },
  });
  const settings = {
    obligations: {
      a: one('LKPD', '2025-04-20'),
      b: one('APBDes', '2020-04-02'),
      c: one('Lama', '2025-04-03', '2026-01-01'),
      d: one('Jauh', '2025-11-01'),
    },
  };
  const due = dueBetween(settings, '2026-04-01', '2026-05-01');
  expect(due.map(({ title, on }) => [title, on])).toEqual([
    ['APBDes', '2026-04-02'],
    ['LKPD', '2026-04-20'],
  ]);
});
