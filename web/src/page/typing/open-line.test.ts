import { beforeAll, describe, expect, test } from 'vitest';
import type { Draft, Value } from '../../between/contract';
import { OpenLine } from './open-line.svelte';
import { fetchPhones, read } from './reading';

beforeAll(fetchPhones);

/** A field on a phone whose core takes what `takes` says. */
function field(stored = '', spec: Parameters<typeof read>[0] = { name: 'x', is: 'line', max: 20 }) {
  const edits: (Value | null)[] = [];
  const pins: (string[] | null)[] = [];
  const kept: Draft[] = [];
  let takes: () => Promise<unknown> = () => Promise.resolve();
  const line = new OpenLine(stored, ['h0'], {
    doc: 'note/1',
    path: 'place',
    read: (typed) => read(spec, typed),
    write: (value) => value,
    edit: (value) => {
      edits.push(value);
      return takes();
    },
    began: (heads) => pins.push(heads),
    left: () => pins.push(null),
    keep: (draft) => kept.push(draft),
  });
  return {
    line,
    edits,
    pins,
    kept,
    draft: () => kept.at(-1)?.typed ?? null,
    refuses: (failure: unknown) => (takes = () => Promise.reject(failure)),
    waits: () => {
      let go = () => {};
      takes = () => new Promise<void>((resolve) => (go = resolve));
      return () => go();
    },
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test('each key is kept, and a pause makes one edit of them', async () => {
  const { line, edits, kept, draft } = field('Balai');
  line.enter();
  for (const text of ['Balai ', 'Balai d', 'Balai desa']) line.type(text);
  expect(kept.map(({ typed }) => typed)).toEqual(['Balai ', 'Balai d', 'Balai desa']);
  line.pause();
  await settled();
  expect(edits).toEqual(['Balai desa']);
  expect(draft()).toBeNull();
  expect(line.text).toBe('Balai desa');
});

test('what is typed while an edit is on its way stays a draft', async () => {
  const { line, edits, draft, waits } = field();
  const go = waits();
  line.type('Aula');
  line.pause();
  line.type('Aula lama');
  go();
  await settled();
  expect(draft()).toBe('Aula lama');
  line.core('Aula', ['h1']);
  expect(line.text).toBe('Aula lama');
  expect(line.foreign).toBeNull();
  line.leave();
  expect(edits).toEqual(['Aula', 'Aula lama']);
});

test('an own value on its way back is no colleague’s', async () => {
  const { line } = field('Satu');
  line.type('Dua');
  line.pause();
  line.core('Satu', ['h0']);
  expect(line.foreign).toBeNull();
  await settled();
  line.core('Dua', ['h1']);
  expect(line.foreign).toBeNull();
});

describe('whoever comes back before what they wrote is in a view', () => {
  test('writes behind it, not beside it', async () => {
    const { line, edits, pins, waits } = field('Balai');
    const go = waits();
    line.type('Balai desa');
    line.leave();
    // What was typed is taken back with the browser's own undo, from another field.
    line.type('Balai');
    go();
    await settled();
    line.pause();
    go();
    await settled();
    expect(edits).toEqual(['Balai desa', 'Balai']);
    expect(pins).toEqual([['h0']]);
    line.core('Balai', ['h2']);
    line.leave();
    expect(pins).toEqual([['h0'], null]);
    line.enter();
    expect(pins.at(-1)).toEqual(['h2']);
  });

  test('also if it was answered, and the view is older', async () => {
    const { line, pins } = field('Balai');
    line.type('Aula');
    line.leave();
    await settled();
    line.core('Aula', ['h0']);
    line.type('Aula lama');
    expect(pins).toEqual([['h0']]);
    line.core('Aula', ['h1']);
    line.end();
    expect(pins).toEqual([['h0'], null]);
  });

  test('also when the page was killed in mid-word', async () => {
    const { line, kept } = field('Balai');
    line.type('Aula');
    line.pause();
    line.type('Aula la');
    await settled();
    line.core('Aula', ['h1']);
    expect(kept.at(-1)).toMatchObject({ typed: 'Aula la', heads: ['h1'] });
    line.core('Aula', ['h2'], true);
    line.type('Aula lam');
    expect(kept.at(-1)).toMatchObject({ heads: ['h1'] });
  });
});

describe('while somebody is in the field', () => {
  test('nothing from outside replaces it, and a pause waits for them to leave', async () => {
    const { line, edits, pins } = field('Balai');
    line.enter();
    line.type('Aula');
    line.core('Pendopo', ['h1']);
    expect(line.text).toBe('Aula');
    expect(line.foreign).toBe('Pendopo');
    line.pause();
    expect(edits).toEqual([]);
    line.leave();
    await settled();
    expect(edits).toEqual(['Aula']);
    line.core('Aula', ['h2'], true);
    expect(pins).toEqual([['h0'], null]);
  });

  test('also if they have not typed', () => {
    const { line, edits } = field('Balai');
    line.enter();
    line.core('Pendopo', ['h1']);
    expect(line.text).toBe('Balai');
    line.leave();
    expect(line.text).toBe('Pendopo');
    expect(edits).toEqual([]);
  });

  test('who writes the same has nothing to decide', () => {
    const { line, edits } = field('Balai');
    line.type('Pendopo');
    line.core('Pendopo', ['h1']);
    line.leave();
    expect(edits).toEqual([]);
  });

  test('a hidden page does not wait', () => {
    const { line, edits } = field('Balai');
    line.type('Aula');
    line.core('Pendopo', ['h1']);
    line.settle();
    expect(edits).toEqual(['Aula']);
  });
});

describe('what cannot be read', () => {
  test('is marked when it is left, stays, and is kept', () => {
    const { line, edits, draft } = field('', { name: 'phone', is: 'phone' });
    line.type('0812');
    line.pause();
    expect(line.refused).toBeNull();
    line.leave();
    expect(line.refused?.problem).toBe('phone');
    line.core('', ['h1']);
    expect(line.text).toBe('0812');
    expect(draft()).toBe('0812');
    line.type('081234567890');
    expect(line.refused).toBeNull();
    line.leave();
    expect(edits).toEqual(['+6281234567890']);
  });

  test('too long is said at once, with how much', () => {
    const { line, draft } = field();
    line.type('a'.repeat(32));
    expect(line.refused).toMatchObject({ problem: 'long', over: 12 });
    expect(draft()).toHaveLength(32);
  });

  test('typed back to what is stored is no draft', () => {
    const { line, draft } = field('Balai');
    line.type('Balai desa yang panjang sekali');
    line.type('Balai');
    expect(draft()).toBeNull();
    expect(line.refused).toBeNull();
  });
});

describe('after a refusal', () => {
  test('the field shows what is stored and offers what was typed', async () => {
    const { line, kept, refuses } = field('Balai');
    refuses({ code: 'invalid_edit' });
    line.type('Aula');
    line.leave();
    await settled();
    expect(line.text).toBe('Balai');
    expect(line.lost).toBe('Aula');
    expect(kept.at(-1)).toMatchObject({ typed: null, lost: 'Aula' });
    line.dropLost();
    expect(kept.at(-1)).not.toHaveProperty('lost');
  });

  test('that passes it stays as it is', async () => {
    const { line, draft, refuses } = field('Balai');
    refuses({ code: 'store_broken' });
    line.type('Aula');
    line.leave();
    await settled();
    expect(line.text).toBe('Aula');
    expect(draft()).toBe('Aula');
  });
});

test('what a page has left that is gone becomes an edit where it was begun', () => {
  const { line, edits, pins } = field('Pendopo');
  line.restore({ doc: 'note/1', path: 'place', typed: 'Aula', heads: ['h9'] });
  expect(line.text).toBe('Aula');
  expect(pins).toEqual([['h9']]);
  line.core('Aula', ['h10']);
  expect(pins).toEqual([['h9'], null]);
  expect(edits).toEqual(['Aula']);
});

test('what was left and cannot be read stays, marked', () => {
  const { line, edits } = field('', { name: 'phone', is: 'phone' });
  line.restore({ doc: 'note/1', path: 'place', typed: '0812', heads: [] });
  expect(line.text).toBe('0812');
  expect(line.refused?.problem).toBe('phone');
  expect(edits).toEqual([]);
});
