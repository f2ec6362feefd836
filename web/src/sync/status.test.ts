import { expect, test } from 'vitest';
import type { LinkStatus } from '../contract';
import { en } from '../words/en';
import { id } from '../words/id';
import { statusText } from './status';

const link = (change: Partial<LinkStatus>): LinkStatus => ({
  state: 'live',
  acknowledgedMs: 1,
  retryMs: 0,
  caughtUp: true,
  ...change,
});
const ago = () => '5 menit yang lalu';

test('says when the relay last acknowledged, not whether a socket is open', () => {
  expect(statusText(link({}), 0, id, ago)).toEqual({
    tone: 'good',
    text: 'Terakhir sinkron 5 menit yang lalu',
  });
  expect(statusText(link({ caughtUp: false }), 0, id, ago).text).toBe('Sedang sinkron…');
});

test('unsent work without a link is "belum terkirim", not an error', () => {
  expect(statusText(link({ state: 'offline' }), 3, id, ago)).toEqual({
    tone: 'waiting',
    text: '3 belum terkirim',
  });
});

test('a phone that never synced says so', () => {
  expect(statusText(null, 0, id, ago).text).toBe('Belum pernah sinkron');
  expect(statusText(null, 0, en, ago).text).toBe('Never synced');
});

test('a revoked phone is told what to do', () => {
  expect(statusText(link({ state: 'revoked' }), 0, id, ago).tone).toBe('stopped');
});
