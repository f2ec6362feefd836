import { expect, test } from 'vitest';
import type { AppendEffect, Effect } from '../between/contract';
import { EffectLine } from './effects';

const append = (doc: string): AppendEffect => ({
  do: 'append',
  docs: [{ doc, drop: [], known: '', ledger: '{}' }],
  speaks: true,
});
const send = (name: number): Effect => ({ do: 'send', frame: new Uint8Array([name]) });

function recorder(
  disk: (batch: AppendEffect[]) => Promise<void>,
  sign: (bytes: Uint8Array) => Promise<Uint8Array> = (bytes) => Promise.resolve(bytes),
) {
  const seen: string[] = [];
  const line = new EffectLine({
    append: async (batch) => {
      await disk(batch);
      seen.push(`disk ${batch.map((one) => one.docs[0]?.doc).join()}`);
    },
    stored: (done) => void seen.push(`stored ${done.docs[0]?.doc}`),
    sign,
    send: (frame) => void seen.push(`send ${[...frame].join(' ')}`),
    unsigned: () => void seen.push('unsigned'),
    show: (doc) => void seen.push(`show ${doc}`),
    tell: (what) => void seen.push(`tell ${what}`),
    hangUp: () => void seen.push('hang up'),
    failed: () => void seen.push('failed'),
  });
  return { line, seen };
}

test('nothing is sent before what stands before it is on the disk', async () => {
  const { line, seen } = recorder(async () => undefined);
  line.push([append('a'), send(1)]);
  line.push([append('b'), { do: 'show', doc: 'b' }, send(2)]);
  await line.idle();
  expect(seen.indexOf('disk a')).toBeLessThan(seen.indexOf('send 1'));
  expect(seen.filter((one) => one.startsWith('send'))).toEqual(['send 1', 'send 2']);
  expect(seen.indexOf('stored b')).toBeLessThan(seen.indexOf('send 2'));
});

test('a store that fails stops everything behind it, and a retry goes on where it stopped', async () => {
  let broken = true;
  const { line, seen } = recorder(async () => {
    if (broken) throw new Error('no');
  });
  line.push([append('a'), send(1)]);
  await line.idle();
  expect(seen).toEqual(['failed']);
  expect(line.halted).toBe(true);
  broken = false;
  line.retry();
  await line.idle();
  expect(seen).toEqual(['failed', 'disk a', 'stored a', 'send 1']);
});

test('writes that wait are written together', async () => {
  const batches: number[] = [];
  const { line } = recorder(async (batch) => void batches.push(batch.length));
  line.push([append('a')]);
  for (const doc of ['b', 'c', 'd']) line.push([append(doc), send(1)]);
  await line.idle();
  expect(batches).toEqual([1, 3]);
});

test('what was to be sent on a link that is gone does not go out on the next one', async () => {
  const { line, seen } = recorder(async () => undefined);
  line.push([append('a'), send(1)]);
  line.forgetSends();
  line.push([send(2)]);
  await line.idle();
  expect(seen).toEqual(['disk a', 'stored a', 'send 2']);
});

const signed = (name: number): Effect => ({
  do: 'send',
  frame: new Uint8Array([name, 0]),
  sign: new Uint8Array([name + 100]),
});

test('what is signed goes out in its place, however long each signature takes', async () => {
  const waits = new Map([
    [101, 20],
    [103, 1],
  ]);
  const { line, seen } = recorder(
    async () => undefined,
    async (bytes) => {
      await new Promise((resolve) => setTimeout(resolve, waits.get(bytes[0] ?? 0)));
      return bytes;
    },
  );
  line.push([signed(1), send(2), append('a'), signed(3)]);
  await line.idle();
  expect(seen.filter((one) => one.startsWith('send'))).toEqual([
    'send 1 101',
    'send 2',
    'send 3 103',
  ]);
});

test('a link that ends while a signature is made drops the send', async () => {
  let give: (bytes: Uint8Array) => void = () => undefined;
  const { line, seen } = recorder(
    async () => undefined,
    () => new Promise((resolve) => (give = resolve)),
  );
  line.push([signed(1), { do: 'show', doc: 'a' }]);
  await Promise.resolve();
  line.forgetSends();
  give(new Uint8Array([101]));
  await line.idle();
  expect(seen).toEqual(['show a']);
});

test('what could not be signed is not sent, and what follows is', async () => {
  const { line, seen } = recorder(
    async () => undefined,
    () => Promise.reject(new Error('no key')),
  );
  line.push([signed(1), send(2)]);
  await line.idle();
  expect(seen).toEqual(['unsigned', 'send 2']);
});
