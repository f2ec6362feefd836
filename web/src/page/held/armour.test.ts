import { expect, test } from 'vitest';
import { armour, unarmour } from './armour';
import { signersOf } from './signers';

const FORUM = '01KAV9FT000000000000000001';
const DEVICE = '0123456789abcdef';
const packet = {
  forum: FORUM,
  device: DEVICE,
  docs: ['note/A', 'note/A', 'log/B'],
  frames: [pushOf('note/A'), pushOf('note/A', DEVICE, 30), pushOf('log/B', DEVICE, 300)],
};

/** A push as the core frames it, of so many bytes. */
function pushOf(doc: string, by: string | null = DEVICE, bytes = 3): Uint8Array {
  const name = new TextEncoder().encode(doc);
  const device = (by?.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
  return Uint8Array.of(
    ...[0x82, 1, 0x85, 1, 0x78, name.length, ...name],
    ...[0x59, bytes >> 8, bytes & 255, ...new Uint8Array(bytes).fill(1)],
    ...(by === null ? [0xf6] : [0x40 + device.length, ...device]),
    ...[0x58, 64, ...new Uint8Array(64).fill(7)],
  );
}

const MADE_MS = Date.parse('2026-11-24T03:00:00Z');

const codeOf = (text: string) =>
  unarmour(text).then(
    () => 'read',
    (failure: { code: string }) => failure.code,
  );

test('what was packed is read back, frame after frame behind its length', async () => {
  const text = await armour(packet, MADE_MS);
  expect(text.split('\n')[0]).toBe('PAGUYUBAN PAKET BAWAAN 1');
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(76);
  const read = await unarmour(text);
  expect(read).toMatchObject({ forum: FORUM, by: DEVICE, madeMs: MADE_MS });
  expect(read.documents).toHaveLength(2);
  expect(read.pushes.map(({ frame }) => [...frame])).toEqual(packet.frames.map((one) => [...one]));
  const [first] = packet.frames;
  expect([...read.body.slice(0, 6)]).toEqual([0, 0, 0, first?.byteLength, 0x82, 1]);
  expect(read.body.byteLength).toBe(
    packet.frames.reduce((sum, frame) => sum + 4 + frame.byteLength, 0),
  );
});

test('other ends of lines and a mark at the beginning do no harm', async () => {
  const text = await armour(packet, MADE_MS);
  expect(await codeOf(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toBe('read');
});

test('a text that is none, and one that was changed, are told apart', async () => {
  const text = await armour(packet, MADE_MS);
  expect(await codeOf('Selamat pagi')).toBe('not_a_packet');
  expect(await codeOf('')).toBe('not_a_packet');
  const half = text.slice(0, text.length / 2);
  for (const changed of [
    half,
    text.replace('AQEB', 'AQED'),
    text.replace('AQEB', '****'),
    text.replace(/made: .*/, 'made: kemarin'),
    text.replace(/sha256: .{4}/, 'sha256: 0000'),
    text.replace(/forum: .*\n/, ''),
  ])
    expect(await codeOf(changed)).toBe('damaged');
  expect(await codeOf(text + ' '.repeat(12 * 1024 * 1024))).toBe('too_large');
});

test('more than the relay takes is not packed', async () => {
  const frames = [new Uint8Array(8 * 1024 * 1024)];
  await expect(armour({ ...packet, frames }, MADE_MS)).rejects.toEqual({ code: 'too_large' });
});

test('it is from whoever signed it, whatever its head says', async () => {
  const text = await armour({ ...packet, device: 'ffffffffffffffff' }, MADE_MS);
  expect((await unarmour(text)).by).toBe(DEVICE);
  const more = await armour({ ...packet, docs: ['note/A'] }, MADE_MS);
  expect((await unarmour(more)).documents).toHaveLength(2);
});

test('what several have signed, and what is no push of anybody, is no packet', async () => {
  const other = 'fedcba9876543210';
  const codes: Record<string, Uint8Array[]> = {
    mixed: [pushOf('note/A'), pushOf('note/A', other)],
    damaged: [pushOf('note/A'), pushOf('note/A', null)],
  };
  for (const [code, frames] of Object.entries(codes))
    expect(await codeOf(await armour({ ...packet, frames }, MADE_MS))).toBe(code);
  for (const frames of [
    [],
    [new Uint8Array(0)],
    [Uint8Array.of(0x82, 2, 0x80)],
    [Uint8Array.of(0x9f, 1)],
    [pushOf('note/A').slice(0, 20)],
    [pushOf('note/A', '0123')],
    [Uint8Array.of(0x82, 1, 0x85, 1, 0x7a, 255, 255, 255, 255)],
  ])
    expect(await codeOf(await armour({ ...packet, frames }, MADE_MS))).toBe('damaged');
});

test('no bytes make the reader of signers fail', () => {
  const whole = [0, 0, 0, 101, ...pushOf('note/A', DEVICE, 1)];
  for (let at = 0; at < whole.length; at += 1)
    for (const byte of [0, 0x1b, 0x5b, 0x7f, 0x9f, 0xff]) {
      const bytes = Uint8Array.from(whole);
      bytes[at] = byte;
      expect(() => signersOf(bytes)).not.toThrow();
    }
});
