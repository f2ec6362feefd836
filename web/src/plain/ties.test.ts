import { expect, test } from 'vitest';
import type { View } from '../between/contract';
import { tiedTo, tieKey, tiesIn } from './ties';

const log = (doc: string, entries: View['fields'], links: string[]): View => ({
  ...{ doc, kind: 'log', heads: [], fields: { entries, links } },
  ...{ conflicts: [], doubts: [], after_archive: [], edited: null },
});

const LOGS = [
  log('log/A/2025', { E1: { topic: 'a' } }, ['E1:problem:P1', 'E1:event:V1']),
  log('log/A/2026', { E2: { topic: 'b' }, E3: { archived_on: '2026-01-01' } }, [
    'E2:problem:P1',
    'E3:problem:P1',
    'E4:problem:P1',
    'E2:problem:P2',
  ]),
];

test('a problem finds its entries in all years, without those put away or gone', () => {
  expect([...tiedTo(LOGS, 'problem', 'P1')]).toEqual(['log/A/2025 E1', 'log/A/2026 E2']);
  expect([...tiedTo(LOGS, 'event', 'V1')]).toEqual(['log/A/2025 E1']);
  expect([...tiedTo(LOGS, 'event', 'P1')]).toEqual([]);
});

test('a link is read as it was written, and one of a later version is left alone', () => {
  const tie = { entry: 'E1', kind: 'event' as const, id: 'V1' };
  expect(tiesIn({ links: [tieKey(tie), 'E1:budget:X', 'rusak'] })).toEqual([tie]);
  expect(tiesIn(undefined)).toEqual([]);
});
