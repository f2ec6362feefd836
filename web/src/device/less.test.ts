import { expect, test } from 'vitest';
import type { AppendEffect, Effect } from '../between/contract';
import { Less } from './less';

const append = (...docs: string[]): AppendEffect => ({
  do: 'append',
  docs: docs.map((doc) => ({ doc, drop: [], known: '', ledger: '{}', view: `less of ${doc}` })),
  speaks: true,
});
const damaged = (doc: string): Effect => ({
  do: 'tell',
  what: JSON.stringify({ event: 'damaged', doc }),
});

test('what opens of a damaged document takes the place of no view that was whole', () => {
  const less = new Less();
  const effects = [append('note/A', 'note/B'), { do: 'show', doc: 'note/A' } as const];
  const spared = less.sparing([...effects, damaged('note/A')]);
  expect(spared.map((one) => one.do)).toEqual(['append', 'tell']);
  expect((spared[0] as AppendEffect).docs.map(({ view }) => view)).toEqual([
    undefined,
    'less of note/B',
  ]);
  expect(less.has('note/A')).toBe(true);
  less.stored('note/A', undefined);
  expect(less.has('note/A')).toBe(true);
  less.stored('note/A', 'all of it');
  expect(less.has('note/A')).toBe(false);
});

test('what opens whole is stored and shown as it is', () => {
  const effects: Effect[] = [append('note/A'), { do: 'show', doc: 'note/A' }];
  expect(new Less().sparing(effects)).toEqual(effects);
});
