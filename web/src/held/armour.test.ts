import { expect, test } from 'vitest';
import { armour, unarmour } from './armour';

const FORUM = '01KAV9FT000000000000000001';
const DEVICE = '0123456789abcdef';
const packet = {
  forum: FORUM,
  device: DEVICE,
  docs: ['note/A', 'note/A', 'log/B'],
  frames: [Uint8Array.of(1, 2, 3), new Uint8Array(0), new Uint8Array(300).fill(255)],
};
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
  expect(read).toMatchObject({ forum: FORUM, device: DEVICE, madeMs: MADE_MS, documents: 2 });
  expect([...read.body.slice(0, 11)]).toEqual([0, 0, 0, 3, 1, 2, 3, 0, 0, 0, 0]);
  expect(read.body.byteLength).toBe(3 * 4 + 303);
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
    text.replace('AwEC', 'AwED'),
    text.replace('AwEC', '****'),
    text.replace(/made: .*/, 'made: kemarin'),
    text.replace(/sha256: .{4}/, 'sha256: 0000'),
    text.replace(/device: .*\n/, ''),
  ])
    expect(await codeOf(changed)).toBe('damaged');
  expect(await codeOf(text + ' '.repeat(12 * 1024 * 1024))).toBe('too_large');
});

test('more than the relay takes is not packed', async () => {
  const frames = [new Uint8Array(8 * 1024 * 1024)];
  await expect(armour({ ...packet, frames }, MADE_MS)).rejects.toEqual({ code: 'too_large' });
});
