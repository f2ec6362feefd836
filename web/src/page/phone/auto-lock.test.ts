import { expect, test } from 'vitest';
import { AutoLock, HIDDEN_MS_MAX, IDLE_MS_MAX } from './auto-lock';

const NOW = 1_700_000_000_000;

function shelf(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}

test('a phone that is read but not touched locks after the idle time', () => {
  const auto = new AutoLock(shelf(), NOW);
  auto.seen(NOW + IDLE_MS_MAX - 1);
  expect(auto.due(NOW + IDLE_MS_MAX - 1)).toBe(false);
  expect(auto.due(NOW + IDLE_MS_MAX)).toBe(true);
});

test('a phone that nobody looks at locks sooner', () => {
  const auto = new AutoLock(shelf(), NOW);
  expect(auto.due(NOW + HIDDEN_MS_MAX - 1)).toBe(false);
  expect(auto.due(NOW + HIDDEN_MS_MAX)).toBe(true);
});

test('a tab in the background does not lock the one somebody writes in', () => {
  const store = shelf();
  const background = new AutoLock(store, NOW);
  const written = new AutoLock(store, NOW);
  const later = NOW + 2 * IDLE_MS_MAX;
  written.seen(later);
  written.touched(later);
  expect(background.due(later)).toBe(false);
});

test('a clock that was set back does not keep the phone open', () => {
  const auto = new AutoLock(shelf(), NOW);
  expect(auto.due(NOW - 60_000)).toBe(true);
});
