import { expect, test } from 'vitest';
import type { LinkStatus } from '../../between/contract';
import { en } from '../../words/en';
import { id } from '../../words/id';
import { lastText, statusText } from './status';

const link = (change: Partial<LinkStatus>): LinkStatus => ({
  state: 'live',
  acknowledgedMs: NOW - 5 * MINUTE,
  retryMs: 0,
  caughtUp: true,
  ...change,
});
/** 29 November 2026, 14.02 in Java. */
const NOW = Date.UTC(2026, 10, 29, 7, 2);
const MINUTE = 60_000;

test('says when the relay last acknowledged, not whether a socket is open', () => {
  expect(statusText(link({}), 0, id, NOW)).toEqual({
    tone: 'good',
    text: 'Terakhir sinkron 5 menit yang lalu',
  });
  expect(statusText(link({ caughtUp: false }), 0, id, NOW).text).toBe('Sedang sinkron…');
});

test('unsent work without a link is "belum terkirim", not an error', () => {
  expect(statusText(link({ state: 'offline' }), 3, id, NOW)).toEqual({
    tone: 'waiting',
    text: '3 belum terkirim',
  });
});

test('a phone that never synced says so', () => {
  expect(statusText(null, 0, id, NOW).text).toBe('Belum pernah sinkron');
  expect(statusText(null, 0, en, NOW).text).toBe('Never synced');
});

test('a revoked phone is told what to do', () => {
  expect(statusText(link({ state: 'revoked' }), 0, id, NOW).tone).toBe('stopped');
});

test('without a link nothing was "just now"', () => {
  const offline = link({ state: 'offline', acknowledgedMs: NOW, caughtUp: false });
  expect(statusText(offline, 0, id, NOW).text).toBe('Terakhir sinkron 14.02');
  const yesterday = { ...offline, acknowledgedMs: NOW - 24 * 60 * MINUTE };
  expect(statusText(yesterday, 0, id, NOW).text).toBe('Terakhir sinkron 28 Nov');
  expect(lastText(link({ acknowledgedMs: NOW }), id, NOW)).toBe('Terakhir sinkron baru saja');
});

test('what was noted by a clock that was days ahead is not "just now" for days', () => {
  const ahead = NOW + 3 * 24 * 60 * MINUTE;
  for (const state of ['live', 'offline'] as const)
    expect(lastText(link({ state, acknowledgedMs: ahead }), id, NOW)).toBe(
      'Terakhir sinkron 2 Des 2026, 14.02',
    );
});
