import { expect, test } from 'vitest';
import cases from '../../../tests/fixtures/clean.json';
import { clean, cleanSplice, type Cleaned } from './clean';

test.each(cases)('$kind: $why ($typed)', ({ kind, typed, clean: cleaned }) => {
  expect(clean(kind as Cleaned, typed)).toBe(cleaned);
});

test.each(cases)('what is clean stays as it is: $why', ({ kind, clean: cleaned }) => {
  expect(clean(kind as Cleaned, cleaned)).toBe(cleaned);
});

test('half a character goes', () => {
  expect(clean('line', 'Si\ud83dti\udc68')).toBe('Siti');
  expect(clean('text', 'Si\ud83d')).toBe('Si');
});

test('no character that cannot be seen is left, whichever it is', () => {
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const one = String.fromCodePoint(code);
    if (/[\p{L}\p{N}\p{P}\p{S}\p{M}\p{Co}\p{Cn}]/u.test(one)) continue;
    const [line, text] = [clean('line', `a${one}b`), clean('text', `a${one}b`)];
    expect(['ab', 'a b'], code.toString(16)).toContain(line);
    expect(['ab', 'a b', 'a\nb'], code.toString(16)).toContain(text);
  }
});

test('what is put into a text is cleaned before its place in the core is computed', () => {
  expect(cleanSplice('satu', { at: 4, delete: 0, insert: '\u00a0\r\ndua\u200b' })).toEqual({
    at: 4,
    delete: 0,
    insert: ' \ndua',
  });
  // A mark typed behind its letter.
  expect(cleanSplice('cafe', { at: 4, delete: 0, insert: '\u0301' })).toEqual({
    at: 3,
    delete: 1,
    insert: 'é',
  });
  expect(cleanSplice('', { at: 0, delete: 0, insert: '\u0301' }).at).toBe(0);
});
