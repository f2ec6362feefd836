import { expect, test } from 'vitest';
import type { Fields } from '../../between/contract';
import { blankView } from '../phone/context';
import { proposedNumber } from './number';

const note = (id: string, fields: Fields) => ({ ...blankView(`note/${id}`, 'note'), fields });
const routine = { meeting_kind: 'rapat_rutin' };

test('the number proposed for minutes follows the highest of their kind and year', () => {
  const mine = note('M', { ...routine, date: '2026-05-01' });
  const of = (...others: ReturnType<typeof note>[]) => proposedNumber([mine, ...others], mine);
  expect(of()).toBe('01/RR/2026');
  expect(of(note('A', { ...routine, date: '2026-02-01', number: '07/RR/2026' }))).toBe(
    '08/RR/2026',
  );
  // Of another kind or year, or put away, it counts for nothing.
  expect(
    of(
      note('B', { meeting_kind: 'pelatihan', date: '2026-02-01', number: '30/PEL/2026' }),
      note('C', { ...routine, date: '2025-02-01', number: '40/RR/2025' }),
      note('D', {
        ...routine,
        date: '2026-02-01',
        number: '50/RR/2026',
        archived_on: '2026-03-01',
      }),
    ),
  ).toBe('01/RR/2026');
});

test('where none has a number yet, it is which meeting of the year it was', () => {
  const earlier = note('A', { ...routine, date: '2026-02-01' });
  const later = note('B', { ...routine, date: '2026-08-01' });
  const mine = note('M', { ...routine, date: '2026-05-01' });
  expect(proposedNumber([earlier, mine, later], mine)).toBe('02/RR/2026');
  expect(proposedNumber([], note('X', {}))).toBe('');
  expect(proposedNumber([], note('Y', { date: '2026-01-01', meeting_kind: 'arisan' }))).toBe(
    '01/NOT/2026',
  );
});
