import { expect, test } from 'vitest';
import type { RecordOfDoc } from './contract';
import { isSealed, Sealing, type Seal } from './sealing';

/** Turns each byte over and remembers the place in the first of the other bytes. */
const turning: Seal = {
  seal: (place, bytes) =>
    Promise.resolve({
      iv: new Uint8Array([place.length]),
      sealed: Uint8Array.from(bytes, (byte) => byte ^ 255),
    }),
  open: (place, { iv, sealed }) =>
    iv[0] === place.length
      ? Promise.resolve(sealed.map((byte) => byte ^ 255))
      : Promise.reject(new Error('another place')),
};

const record: RecordOfDoc = {
  doc: 'note/1',
  chunk: { key: 'c', bytes: new Uint8Array([1, 2]) },
  snapshot: new Uint8Array([3]),
  drop: ['b'],
  known: 'b c',
  ledger: '{}',
  view: '{"fields":{}}',
};

test('without a PIN everything is written as it is', async () => {
  expect(await new Sealing(null).record(record)).toEqual(record);
});

test('behind a PIN no content is written in the open, and what is counted with stays readable', async () => {
  const { chunk, snapshot, view, ...rest } = await new Sealing(turning).record(record);
  expect([chunk?.bytes, snapshot, view].map(isSealed)).toEqual([true, true, true]);
  expect(rest).toEqual({ doc: 'note/1', drop: ['b'], known: 'b c', ledger: '{}' });
});

test('a record without content stays without', async () => {
  const bare: RecordOfDoc = { doc: 'note/1', drop: [], known: '', ledger: '{}' };
  expect(await new Sealing(turning).record(bare)).toEqual(bare);
});

test('what was written before the PIN is still read, and so is what was sealed', async () => {
  const sealing = new Sealing(turning);
  expect(await sealing.openText('view note/1', 'lama')).toBe('lama');
  const sealed = await sealing.text('view note/1', 'baru');
  expect(await sealing.openText('view note/1', sealed)).toBe('baru');
});

test('sealed content without its seal is an error, not an empty document', async () => {
  const sealed = await new Sealing(turning).text('view note/1', 'isi');
  await expect(new Sealing(null).openText('view note/1', sealed)).rejects.toThrow('without a seal');
});
