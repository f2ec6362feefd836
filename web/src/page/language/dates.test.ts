import { expect, test } from 'vitest';
import {
  agoText,
  dateText,
  fullMomentText,
  longDateText,
  momentText,
  relativeText,
  rupiahText,
} from './dates';

/** A moment of western Indonesia. */
const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 10, day, hour - 7, minute);

test.each([
  [at(29, 9), at(29, 9, 30), '30 menit yang lalu'],
  [at(28, 22), at(29, 8), '10 jam yang lalu'],
  [at(28, 7), at(29, 8), 'kemarin'],
  // 47 hours ago is two days ago.
  [at(27, 9), at(29, 8), 'kemarin dulu'],
  // Half past midnight in Java is still the day before in Greenwich.
  [at(28, 0, 10), at(29, 0, 30), 'kemarin'],
  [at(26, 23), at(29, 8), '3 hari yang lalu'],
  [at(29, 8, 1), at(29, 8), 'dalam 1 menit'],
])('from %d to %d it is %j', (ms, nowMs, text) => {
  expect(relativeText(ms, nowMs)).toBe(text);
});

test('what a phone with a wrong clock wrote is not in the future', () => {
  expect(momentText(at(30, 9), at(29, 8))).toBe(momentText(at(29, 8), at(29, 8)));
});

test('only the last minute is "just now"', () => {
  expect(agoText(at(29, 8), at(29, 8) + 59_000, 'baru saja')).toBe('baru saja');
  // Since the last beat of the screen's clock.
  expect(agoText(at(29, 8) + 14_000, at(29, 8), 'baru saja')).toBe('baru saja');
  expect(agoText(at(30, 8), at(29, 8), 'baru saja')).not.toBe('baru saja');
});

test('whatever was stored as a time or a day can be shown', () => {
  const now = Date.UTC(2026, 0, 5);
  for (const ms of [2 ** 62, -(2 ** 62), 8.64e15 + 1, 2 ** 62 * 1000, NaN, Infinity, -Infinity, -1])
    for (const text of [momentText(ms, now), fullMomentText(ms), agoText(ms, now, 'baru saja')])
      expect(text, String(ms)).not.toMatch(/Invalid|NaN/);
  for (const day of ['300000-01-01', '+300000-01-01', '-000001-01-01', '2026-99-99', '', 'besok'])
    for (const text of [dateText(day), longDateText(day)]) expect(text).toBe(day);
  for (const amount of [NaN, Infinity, -Infinity]) expect(rupiahText(amount)).toBe('–');
});
