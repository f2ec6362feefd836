import { expect, test } from 'vitest';
import type { Fields, View } from '../../between/contract';
import { dueOf } from './consent';

const card = (id: string, fields: Fields): View => ({
  doc: `member/${id}`,
  kind: 'member',
  heads: [],
  fields,
  conflicts: [],
  doubts: [],
  after_archive: [],
  edited: null,
});
const NOW_MS = Date.parse('2026-11-24T12:00:00+07:00');

test('the clock runs 72 hours from the day of the withdrawal, the most urgent first', () => {
  const cards = [
    card('A', { consent: { withdrawn_on: '2026-11-24' } }),
    card('B', { consent: { withdrawn_on: '2026-11-20' } }),
    card('C', { consent: { given_on: '2026-11-20' } }),
    card('D', { consent: { withdrawn_on: '2026-11-23' }, archived_on: '2026-11-24' }),
    card('E', {}),
  ];
  expect(dueOf(cards, NOW_MS)).toEqual([
    { member: 'B', hours: -36 },
    { member: 'A', hours: 60 },
  ]);
});

test('a withdrawal of a day that cannot be read is due at once', () => {
  for (const day of ['x', '999999-01-01', '4611686018427387904'])
    expect(dueOf([card('A', { consent: { withdrawn_on: day } })], NOW_MS)).toEqual([
      { member: 'A', hours: 0 },
    ]);
});
