import { expect, test } from 'vitest';
import type { Said } from '../../between/contract';
import { Desk } from './desk.svelte';

const OVERVIEW = { clock_ms: Date.now(), members: [], invitations: [], erasures: [] };

/** A relay that takes every act; the first answers are lost. */
function relay(lost: number) {
  const acts: { id: string; act: string }[] = [];
  const office = (method: 'GET' | 'POST', _path: string, body: unknown = null): Promise<Said> => {
    if (method === 'GET') return Promise.resolve(OVERVIEW);
    acts.push(body as { id: string; act: string });
    return acts.length <= lost
      ? Promise.reject({ code: 'offline' })
      : Promise.resolve({ done: true });
  };
  return { acts, desk: new Desk({ office }) };
}

test('an act whose answer was lost is asked for again under the same id', async () => {
  const { acts, desk } = relay(1);
  const erase = { act: 'erase', doc: 'note/A' } as const;
  await expect(desk.do(erase)).rejects.toEqual({ code: 'offline' });
  await desk.do(erase);
  expect(acts[1]?.id).toBe(acts[0]?.id);
});

test('another act, and the same one later, have ids of their own', async () => {
  const { acts, desk } = relay(1);
  await expect(desk.do({ act: 'erase', doc: 'note/A' })).rejects.toEqual({ code: 'offline' });
  await desk.do({ act: 'erase', doc: 'note/B' });
  await desk.do({ act: 'erase', doc: 'note/B' });
  expect(new Set(acts.map((one) => one.id)).size).toBe(3);
});
