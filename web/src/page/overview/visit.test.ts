import { expect, test } from 'vitest';
import { lastVisit } from './visit';

const HOUR = 3_600_000;

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

test('a visit lasts until somebody is away for an hour, whatever they load anew in it', () => {
  const store = memory();
  expect(lastVisit(store, 'SITI', 10 * HOUR)).toBeNull();
  expect(lastVisit(store, 'SITI', 10.5 * HOUR)).toBeNull();
  expect(lastVisit(store, 'SITI', 30 * HOUR)).toBe(10.5 * HOUR);
  expect(lastVisit(store, 'SITI', 30.2 * HOUR)).toBe(10.5 * HOUR);
  expect(lastVisit(store, 'SITI', 50 * HOUR)).toBe(30.2 * HOUR);
});

test('each person of a phone has their own visits', () => {
  const store = memory();
  lastVisit(store, 'SITI', HOUR);
  expect(lastVisit(store, 'BUDI', 9 * HOUR)).toBeNull();
  expect(lastVisit(store, 'SITI', 9 * HOUR)).toBe(HOUR);
});

test('what is no time in the store is a first visit', () => {
  const store = memory();
  store.setItem('paguyuban.visit.SITI', 'rusak');
  expect(lastVisit(store, 'SITI', HOUR)).toBeNull();
});
