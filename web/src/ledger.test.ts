import { expect, test } from 'vitest';
import { NO_LEDGER } from './contract';
import { leavesUnheard, over } from './ledger';

test('a tab that has not heard of a chunk on the disk does not call everything sent', () => {
  const ledger = (unsent: number) => ({ ...NO_LEDGER, unsent });
  expect(over(ledger(0), ledger(1), true, true).unsent).toBe(1);
  expect(over(ledger(0), undefined, true, true).unsent).toBe(1);
  expect(over(ledger(0), ledger(1), true, false).unsent).toBe(0);
  expect(over(ledger(3), ledger(1), true, true).unsent).toBe(3);
});

test('a chunk is unheard of if its key is not among those known', () => {
  expect(leavesUnheard(['a1', 'b2'], 'b2 a1 c3')).toBe(false);
  expect(leavesUnheard(['a1', 'b2'], 'a1')).toBe(true);
  expect(leavesUnheard([], '')).toBe(false);
});

test('only the tab that speaks writes what the relay holds', () => {
  const older = { ...NO_LEDGER, relay: ['old'], seq: 1 };
  const newer = { ...NO_LEDGER, relay: ['new'], seq: 2 };
  expect(over(older, newer, false, false)).toEqual(newer);
  expect(over(older, newer, true, false)).toEqual(older);
});
