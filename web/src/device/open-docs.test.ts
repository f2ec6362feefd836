import { expect, test } from 'vitest';
import type { Client } from '../between/contract';
import { OpenDocs } from './open-docs';

/** A core that holds what it was given, and a disk that has nothing yet of what waits. */
function phone() {
  const open = new Set<string>();
  const waiting = new Set<string>();
  const client = {
    isOpen: (doc: string) => open.has(doc),
    load: (doc: string) => (open.add(doc), []),
    close: (doc: string) => open.delete(doc),
  } as unknown as Client;
  const parts = () =>
    Promise.resolve({ snapshot: undefined, chunks: [], keys: [], view: undefined });
  const settled = () =>
    waiting.size > 0 ? Promise.reject(new Error('the disk is full')) : Promise.resolve();
  const docs = new OpenDocs({ parts }, { settled }, { has: (doc) => waiting.has(doc) });
  return { open, waiting, client, docs };
}

test('nothing is opened from a disk that lacks what waits', async () => {
  const { open, waiting, client, docs } = phone();
  await docs.ensure(client, 'note/1');
  waiting.add('note/1');
  await expect(docs.ensure(client, 'note/2')).rejects.toThrow('full');
  expect([...open]).toEqual(['note/1']);
});

test('a document that waits for the disk stays open, however many are looked at', async () => {
  const { open, waiting, client, docs } = phone();
  await docs.ensure(client, 'note/0');
  waiting.add('note/0');
  for (let number = 1; number < 100; number += 1) {
    open.add(`note/${number}`);
    docs.noticed(client, `note/${number}`);
  }
  expect(open.has('note/0')).toBe(true);
  expect(open.size).toBeLessThan(70);
});
