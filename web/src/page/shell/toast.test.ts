import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { toasts } from './toast.svelte';

const offer = (text: string, taken: string[]) =>
  toasts.show(text, [{ label: 'Urungkan', act: () => (toasts.hide(), taken.push(text)) }], 12_000);

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.runAllTimers();
  while (toasts.text !== '') toasts.hide();
  vi.useRealTimers();
});

test('offers stand behind each other and go together', () => {
  const taken: string[] = [];
  offer('satu', taken);
  offer('dua', taken);
  toasts.actions[0]?.act();
  expect([toasts.text, taken]).toEqual(['satu', ['dua']]);
  offer('tiga', taken);
  vi.advanceTimersByTime(12_000);
  expect(toasts.text).toBe('');
});

test('who has reached an offer keeps it as long as they are there', () => {
  offer('satu', []);
  toasts.hold();
  vi.advanceTimersByTime(60_000);
  expect(toasts.text).toBe('satu');
  toasts.release();
  vi.advanceTimersByTime(12_000);
  expect(toasts.text).toBe('');
});

test('a plain sentence goes over an offer and gives it back, but not what only waited for a nod', () => {
  toasts.show('versi baru', [{ label: 'Mengerti', act: () => undefined }]);
  offer('satu', []);
  toasts.show('selesai');
  vi.advanceTimersByTime(6_000);
  expect(toasts.text).toBe('satu');
  toasts.hide();
  expect(toasts.text).toBe('');
});

test('what goes without an answer says so, once, also when too many wait', () => {
  let ended = 0;
  for (let n = 0; n < 12; n += 1)
    toasts.show(`${n}`, [{ label: 'Urungkan', act: () => undefined }], 1_000, () => (ended += 1));
  expect(ended).toBeGreaterThan(0);
  vi.advanceTimersByTime(1_000);
  expect([ended, toasts.text]).toEqual([12, '']);
});
