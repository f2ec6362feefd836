import { expect, test } from 'vitest';
import { Backoff } from './backoff';

test('pauses grow, stay bounded, and begin again after a success', () => {
  const backoff = new Backoff(() => 1);
  const pauses = Array.from({ length: 12 }, () => backoff.failed());
  expect(pauses.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(Math.max(...pauses)).toBe(120_000);
  backoff.succeeded();
  expect(backoff.failed()).toBe(1_000);
});

test('phones that lost the relay together do not return together', () => {
  expect(new Backoff(() => 0).failed()).toBe(500);
  expect(new Backoff(() => 0.5).failed()).toBe(750);
});
