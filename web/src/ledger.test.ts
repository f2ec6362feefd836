import { expect, test } from 'vitest';
import { NO_LEDGER } from './contract';
import { over } from './ledger';

const ledger = (heads: string[], unsent: number) => ({ ...NO_LEDGER, heads, unsent });

test('a tab that has not heard of an unsent change does not call everything sent', () => {
  expect(over(ledger(['a'], 0), ledger(['a', 'b'], 1), true).unsent).toBe(1);
  expect(over(ledger(['a', 'b'], 0), ledger(['b'], 1), true).unsent).toBe(0);
  expect(over(ledger(['a'], 0), undefined, true).unsent).toBe(0);
});

test('only the tab that speaks writes what the relay holds', () => {
  const older = { ...NO_LEDGER, relay: ['old'], seq: 1 };
  const newer = { ...NO_LEDGER, relay: ['new'], seq: 2 };
  expect(over(older, newer, false)).toEqual(newer);
  expect(over(older, newer, true)).toEqual(older);
});
