import { describe, expect, test } from 'vitest';
import {
  apply,
  mapCaret,
  mapSelection,
  SharedText,
  spliceBetween,
  spliceOf,
  type Splice,
} from './text';

const applied = (text: string, splice: Splice | null) => (splice ? apply(text, splice) : text);

describe('what a person did', () => {
  test.each([
    ['', 'halo', 4],
    ['halo', '', 0],
    ['halo', 'halo semua', 10],
    ['aaa', 'aaaa', 2],
    ['pukul 09.00', 'pukul 10.00', 8],
    ['satu dua tiga', 'satu tiga', 5],
    ['baik', 'baik', 4],
  ])('turns %j into %j', (before, after, caret) => {
    expect(applied(before, spliceBetween(before, after, caret))).toBe(after);
  });

  test('the caret says which of equal letters was typed', () => {
    expect(spliceBetween('aaa', 'aaaa', 1)).toEqual({ at: 0, delete: 0, insert: 'a' });
    expect(spliceBetween('aaa', 'aaaa', 4)).toEqual({ at: 3, delete: 0, insert: 'a' });
  });

  test('the selection says which of equal letters were replaced', () => {
    const typed = spliceOf('xaxaxa', 'xaxa', 4, { start: 4, end: 6 });
    expect(typed).toEqual({ at: 4, delete: 2, insert: '' });
    expect(spliceOf('la la la', 'la la', 2, { start: 2, end: 5 })).toEqual({
      at: 2,
      delete: 3,
      insert: '',
    });
  });

  test('a corrected version pasted over a text changes only what differs', () => {
    const before = 'Rapat dibuka pukul 09.00 di balai desa.';
    const after = 'Rapat dibuka pukul 09.30 di balai desa.';
    const pasted = spliceOf(before, after, after.length, { start: 0, end: before.length });
    expect(pasted).toEqual({ at: 22, delete: 1, insert: '3' });
  });

  test('a character of two units is never split', () => {
    const splice = spliceBetween('🌾🌿', '🌾🍀', 4);
    expect(splice).toEqual({ at: 2, delete: 2, insert: '🍀' });
    expect(spliceBetween('x🌾', 'x🌿', 3)?.at).toBe(1);
    expect(spliceOf('🌾', '🌿', 2, { start: 0, end: 2 })).toEqual({
      at: 0,
      delete: 2,
      insert: '🌿',
    });
  });
});

describe('mapSelection', () => {
  // What is selected stays selected, and nothing besides: letter by letter, whatever was put where.
  test('holds what was selected and is still there, and nothing that a colleague put at its edge', () => {
    const text = 'abcdefgh';
    for (let start = 0; start < text.length; start += 1)
      for (let end = start + 1; end <= text.length; end += 1)
        for (let at = 0; at <= text.length; at += 1)
          for (let gone = 0; gone <= text.length - at; gone += 1)
            for (const insert of ['', 'X', 'XYZ']) {
              const change = { at, delete: gone, insert };
              const after = apply(text, change);
              const { start: from, end: to } = mapSelection({ start, end }, change);
              const left = [...text.slice(start, end)].filter((letter) => after.includes(letter));
              const inside = start < at && at + gone <= end && at < end;
              const come = [...after.slice(from, to)].filter((letter) => /[XYZ]/.test(letter));
              const story = JSON.stringify({ start, end, change });
              expect(
                [...after.slice(from, to)].filter((it) => !come.includes(it)),
                story,
              ).toEqual(left);
              if (!inside) expect(come, story).toEqual([]);
            }
  });

  test('a caret stays where it was in the sentence', () => {
    const change = { at: 4, delete: 0, insert: 'XY' };
    expect(mapSelection({ start: 4, end: 4 }, change)).toEqual({ start: 4, end: 4 });
    expect(mapSelection({ start: 5, end: 5 }, change)).toEqual({ start: 7, end: 7 });
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
  test('a caret between two changes of others stays in its sentence', () => {
    const shared = new SharedText('satu dua tiga');
    const caret = 'satu dua'.length;
    const selection = shared.adopt(
      [
        { at: 0, delete: 0, insert: 'Nol ' },
        { at: 'Nol satu dua tiga'.length, delete: 0, insert: ' empat' },
      ],
      { start: caret, end: caret },
    );
    expect(shared.shown).toBe('Nol satu dua tiga empat');
    expect(selection).toEqual({ start: caret + 4, end: caret + 4 });
  });

  test('it is quiet when nothing is composed and every keystroke is answered', () => {
    const shared = new SharedText('halo');
    expect(shared.quiet).toBe(true);
    expect(shared.typed('halox', 5)).toEqual({ at: 4, delete: 0, insert: 'x' });
    expect(shared.quiet).toBe(false);
    shared.composing(true);
    shared.answered();
    expect(shared.quiet).toBe(false);
    shared.composing(false);
    expect(shared.quiet).toBe(true);
  });
});

describe('what may not stand in a text', () => {
  test('is taken out of what is pasted, and the field follows', () => {
    const shared = new SharedText('Satu.');
    expect(shared.typed('Satu.\u200b\tDua\r\n', 12)).toEqual({
      at: 5,
      delete: 0,
      insert: ' Dua\n',
    });
    expect(shared.shown).toBe('Satu. Dua\n');
    expect(shared.typed('Satu. Dua\n\u200b', 11)).toBeNull();
    expect(shared.shown).toBe('Satu. Dua\n');
  });

  test('a word in composition waits for its end', () => {
    const shared = new SharedText('caf');
    shared.composing(true);
    expect(shared.typed('cafe\u0301', 5)).toBeNull();
    shared.composing(false);
    expect(shared.typed('cafe\u0301', 5)).toEqual({ at: 3, delete: 0, insert: 'é' });
    expect(shared.shown).toBe('café');
  });
});

describe('a refusal', () => {
  /** A field in which a long text was pasted at 5, and then something else was typed. */
  const pasted = () => {
    const shared = new SharedText('Satu. Dua.');
    shared.typed('Satu.PANJANG Dua.', 12);
    return shared;
  };

  test('takes back what was refused and gives it out', () => {
    const shared = pasted();
    const turn = shared.turn;
    expect(shared.refused(12)).toEqual({ lost: 'PANJANG', again: [], caret: 5 });
    expect(shared.shown).toBe('Satu. Dua.');
    expect(shared.turn).not.toBe(turn);
    expect(shared.quiet).toBe(true);
  });

  test('keeps what was typed beside it since, where it was meant', () => {
    const shared = pasted();
    shared.typed('Satu.PANJANG Dua. Tiga.', 23);
    shared.typed('Nol. Satu.PANJANG Dua. Tiga.', 5);
    const undone = shared.refused(5);
    expect(shared.shown).toBe('Nol. Satu. Dua. Tiga.');
    expect(undone?.lost).toBe('PANJANG');
    expect(undone?.again.reduce(apply, 'Satu. Dua.')).toBe('Nol. Satu. Dua. Tiga.');
  });

  test('takes what was typed into it along', () => {
    const shared = pasted();
    shared.typed('Satu.PANJANGNYA Dua.', 14);
    shared.typed('Satu.panJANGNYA Dua.', 8);
    expect(shared.refused(8)?.lost).toMatch(/^pan?JANGNYA$/i);
    expect(shared.shown).toBe('Satu. Dua.');
  });

  test('brings back what a refused paste has replaced', () => {
    const shared = new SharedText('Satu. Dua. Tiga.');
    shared.typed('Satu. BARU Tiga.', 10, { start: 6, end: 10 });
    shared.typed('Satu. BARU Tiga. Empat.', 23);
    const undone = shared.refused(23);
    expect(shared.shown).toBe('Satu. Dua. Tiga. Empat.');
    expect(undone).toMatchObject({ lost: 'BARU', caret: 23 });
  });

  test('of a deletion loses no letter', () => {
    const shared = new SharedText('Satu. Dua.');
    shared.typed('Satu.', 5);
    shared.typed('Satu.!', 6);
    expect(shared.refused(6)?.lost).toBe('');
    expect(shared.shown).toContain('Satu.');
    expect(shared.shown).toContain('Dua.');
    expect(shared.shown).toContain('!');
  });

  test('waits for the end of a composition', () => {
    const shared = pasted();
    shared.composing(true);
    expect(shared.refused(12)).toBeNull();
    expect(shared.shown).toBe('Satu.PANJANG Dua.');
    shared.composing(false);
    expect(shared.refused(12)?.lost).toBe('PANJANG');
  });

  test('that passes leaves everything as it is, to be given again', () => {
    const shared = pasted();
    shared.typed('Satu.PANJANG Dua. Tiga.', 23);
    const turn = shared.turn;
    const again = shared.again();
    expect(again.reduce(apply, 'Satu. Dua.')).toBe(shared.shown);
    expect(shared.turn).not.toBe(turn);
    expect(shared.quiet).toBe(false);
  });
});
