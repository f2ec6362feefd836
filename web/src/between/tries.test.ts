import { expect, test } from 'vitest';
import { afterTry, anchored, FREE_TRIES, leftMs, NO_TRIES, type Tries } from './tries';

const NOW = 1_700_000_000_000;

function tried(times: number, atMs = NOW): Tries {
  let tries = NO_TRIES;
  for (let done = 0; done < times; done += 1) tries = afterTry(tries, atMs);
  return tries;
}

test('slips of the thumb cost no time', () => {
  expect(leftMs(tried(FREE_TRIES - 1), NOW)).toBe(0);
});

test('the fifth wrong PIN costs half a minute, and each further one twice as much', () => {
  const waits = [5, 6, 7, 8].map((times) => leftMs(tried(times), NOW));
  expect(waits).toEqual([30_000, 60_000, 120_000, 240_000]);
});

test('nobody waits longer than an hour', () => {
  expect(leftMs(tried(200), NOW)).toBe(3_600_000);
});

test('the wait runs out with the clock', () => {
  expect(leftMs(tried(5), NOW + 29_000)).toBe(1_000);
  expect(leftMs(tried(5), NOW + 30_000)).toBe(0);
});

test('a clock that is set back makes the wait neither longer nor endless', () => {
  const back = NOW - 86_400_000;
  expect(leftMs(tried(5), back)).toBe(30_000);
  expect(leftMs(anchored(tried(5), back), back + 30_000)).toBe(0);
});

test('a clock that is set forward ends the wait, but not the count', () => {
  const forward = NOW + 86_400_000;
  expect(leftMs(afterTry(tried(5), forward), forward)).toBe(60_000);
});
