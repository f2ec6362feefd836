import { expect, test } from 'vitest';
import { NO_LEDGER } from './contract';
import { joined, over } from './ledger';

const ledger = (heads: string[], unsent: number) => ({ ...NO_LEDGER, heads, unsent });

test('a tab that has not heard of an unsent change does not call everything sent', () => {
  expect(over(ledger(['a'], 0), ledger(['a', 'b'], 1)).unsent).toBe(1);
  expect(over(ledger(['a', 'b'], 0), ledger(['b'], 1)).unsent).toBe(0);
  expect(over(ledger(['a'], 0), undefined).unsent).toBe(0);
});

test('what one tab heard from the relay is not forgotten for what another wrote', () => {
  const here = { ...ledger(['a'], 0), relay: ['a'], seq: 7 };
  expect(joined(ledger(['a'], 1), here)).toEqual({ ...ledger(['a'], 1), relay: ['a'], seq: 7 });
});
