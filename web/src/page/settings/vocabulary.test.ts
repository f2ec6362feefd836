import { expect, test } from 'vitest';
import { vocabulary as english } from '../../words/en-fields';
import { vocabulary } from '../../words/id-fields';
import { settings as en } from '../../words/en-settings';
import { settings as id } from '../../words/id-settings';
import { FIXED, keyOf, moved } from './vocabulary';

/** Lists that no forum has words of its own for: the core knows each of their values. */
const OF_THE_CORE = [
  'time_zone',
  'silent_days',
  'minutes_days',
  'every',
  'promise',
  'template_for',
];

test('every list of words is in the settings, in both languages', () => {
  const all = Object.keys(vocabulary).filter((name) => !OF_THE_CORE.includes(name));
  for (const words of [id, en]) expect(Object.keys(words.vocabulary).sort()).toEqual(all.sort());
  expect(Object.keys(english)).toEqual(Object.keys(vocabulary));
  for (const name of FIXED) expect(all).toContain(name);
});

test('a word’s key comes from its label, fits the core’s grammar, and is its own', () => {
  expect(keyOf('Kelola Arsip & Data', [])).toBe('kelola_arsip_data');
  expect(keyOf('Kelola arsip', ['kelola_arsip'])).toBe('kelola_arsip_2');
  expect(keyOf('🌾', [])).toBe('kata');
  expect(keyOf('5', ['0', '1'])).toBe('5');
  expect(keyOf('a'.repeat(99), []).length).toBeLessThanOrEqual(40);
  for (const label of ['Ébène', '  x  ', 'K10: Arsip'])
    expect(keyOf(label, [])).toMatch(/^[a-z0-9_]{1,40}$/);
});

test('a word that is moved goes by one place, and every key sorts behind the one before', () => {
  const words = Array.from({ length: 90 }, (_, n) => `w${n}`);
  const after = moved(words, 'w3', -1);
  expect(after.slice(0, 5).map(([word]) => word)).toEqual(['w0', 'w1', 'w3', 'w2', 'w4']);
  const keys = after.map(([, key]) => key);
  expect([...keys].sort()).toEqual(keys);
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) expect(key).toMatch(/^[0-9A-Za-z]{1,64}$/);
  expect(keys.some((key) => key.endsWith('0'))).toBe(false);
  expect(moved(words, 'w0', -1).map(([word]) => word)).toEqual(words);
});
