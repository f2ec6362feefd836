import { expect, test } from 'vitest';
import type { Fields, View } from '../../between/contract';
import { ulid } from '../../plain/ulid';
import { blankView } from './context';
import { latelyIn } from './lately';

const isMe = (member: string) => member === 'me';
const entry = (mentors: string[], mentees: string[], village: string): Fields => ({
  mentors,
  mentees,
  villages: [village],
});
const log = (entries: [atMs: number, Fields][]): View => ({
  ...blankView('log/33.02.19.2001/2026', 'log'),
  fields: { entries: Object.fromEntries(entries.map(([at, one]) => [ulid(at), one])) },
});

test('whom and which villages one wrote about last come first, each once, and of others nobody', () => {
  const views = [
    log([
      [1_000, entry(['me'], ['ani'], 'A')],
      [3_000, entry(['me', 'budi'], ['cici'], 'B')],
      [4_000, entry(['budi'], ['dodi'], 'C')],
      [2_000, entry(['me'], ['cici', 'emi'], 'A')],
    ]),
  ];
  expect(latelyIn(views, isMe)).toEqual({
    people: ['cici', 'me', 'budi', 'emi', 'ani'],
    villages: ['B', 'A'],
  });
});

test('minutes that one has written in name people, too; those that others changed last do not', () => {
  const note = (member: string, at: number): View => ({
    ...blankView('note/N', 'note'),
    fields: {
      chair: 'ketua',
      follow_ups: { T: { assignee: 'wakil' }, U: { assignee: 'lama', archived_on: '2026-01-01' } },
    },
    edited: { member, at },
  });
  expect(
    latelyIn([note('me', 5), log([[6_000, entry(['me'], ['ani'], 'A')]])], isMe).people,
  ).toEqual(['ani', 'me', 'wakil', 'ketua']);
  expect(latelyIn([note('budi', 5)], isMe).people).toEqual([]);
});
