import { describe, expect, test } from 'vitest';
import { mapCaret, SharedText, spliceBetween } from './text';

const apply = (text: string, s: { at: number; delete: number; insert: string } | null) =>
  s ? text.slice(0, s.at) + s.insert + text.slice(s.at + s.delete) : text;

describe('spliceBetween', () => {
  test.each([
    ['', 'halo', 4],
    ['halo', '', 0],
    ['halo', 'halo semua', 10],
    ['aaa', 'aaaa', 2],
    ['pukul 09.00', 'pukul 10.00', 8],
    ['satu dua tiga', 'satu tiga', 5],
    ['baik', 'baik', 4],
  ])('turns %j into %j', (before, after, caret) => {
    expect(apply(before, spliceBetween(before, after, caret))).toBe(after);
  });

  test('the caret says which of equal letters was typed', () => {
    expect(spliceBetween('aaa', 'aaaa', 1)).toEqual({ at: 0, delete: 0, insert: 'a' });
    expect(spliceBetween('aaa', 'aaaa', 4)).toEqual({ at: 3, delete: 0, insert: 'a' });
  });

  test('a character of two units is never split', () => {
    const splice = spliceBetween('🌾🌿', '🌾🍀', 4);
    expect(splice).toEqual({ at: 2, delete: 2, insert: '🍀' });
    expect(spliceBetween('x🌾', 'x🌿', 3)?.at).toBe(1);
  });
});

describe('mapCaret', () => {
  test('a caret before the change stays, one behind it moves along', () => {
    const change = { at: 5, delete: 2, insert: 'abcd' };
    expect(mapCaret(3, change)).toBe(3);
    expect(mapCaret(9, change)).toBe(11);
  });

  test('a caret inside what was replaced stays inside', () => {
    expect(mapCaret(8, { at: 5, delete: 6, insert: 'ab' })).toBe(7);
  });
});

describe('SharedText', () => {
  const caret = { start: 4, end: 4 };

  test('the text of others is shown when nothing of one’s own is under way', () => {
    const shared = new SharedText('halo');
    shared.core('halo semua', ['h1']);
    expect(shared.adopt(caret)).toEqual({
      show: { text: 'halo semua', start: 4, end: 4 },
      heads: ['h1'],
    });
    expect(shared.adopt(caret)).toBeNull();
  });

  test('a keystroke is never taken away by a text from before it', () => {
    const shared = new SharedText('halo');
    shared.core('halo!', ['h1']);
    expect(shared.typed('halox', 5)).toEqual({ at: 4, delete: 0, insert: 'x' });
    shared.core('halo!', ['h1']);
    shared.answered();
    expect(shared.adopt(caret)).toBeNull();
    shared.core('halox!', ['h2']);
    expect(shared.adopt(caret)?.show.text).toBe('halox!');
  });

  test('nothing changes under a word that is being composed', () => {
    const shared = new SharedText('halo');
    shared.composing(true);
    shared.core('halo semua', ['h1']);
    expect(shared.adopt(caret)).toBeNull();
    shared.composing(false);
    expect(shared.adopt(caret)?.show.text).toBe('halo semua');
  });
});
