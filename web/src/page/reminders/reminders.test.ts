import { expect, test } from 'vitest';
import type { Fields, View } from '../../between/contract';
import type { Doc } from '../phone/device.svelte';
import { counted, remindersOf, type Standing } from './reminders';

const view = (doc: string, fields: Fields): View => ({
  ...{ doc, kind: doc.split('/')[0] ?? '', heads: [], fields },
  ...{ conflicts: [], doubts: [], after_archive: [], edited: null },
});
const standing = (views: View[], more: Partial<Standing> = {}): Standing => ({
  of: (kind) => views.filter((one) => one.kind === kind).map((one) => ({ view: one }) as Doc),
  ...{ me: 'SITI', organises: false, today: '2026-03-20', villages: ['A', 'B', 'C'] },
  silentDays: 30,
  minutesDays: 7,
  ...more,
});
const keys = (views: View[], more: Partial<Standing> = {}) =>
  remindersOf(standing(views, more)).map(({ key, mine }) => (mine ? key : `(${key})`));

test('an invitation waits until it is answered, the event is over or called off', () => {
  const event = (doc: string, fields: Fields) =>
    view(doc, { date: '2026-03-25', invited: ['SITI'], ...fields });
  expect(
    keys([
      event('event/1', {}),
      event('event/2', { promised: { SITI: 'no' } }),
      event('event/3', { date: '2026-03-19' }),
      event('event/4', { state: 'batal' }),
      event('event/5', { invited: ['BUDI'] }),
      event('event/6', { archived_on: '2026-03-01' }),
    ]),
  ).toEqual(['answer event/1']);
});

test('what is mine comes first; what others are late with is for organisers', () => {
  const note = view('note/N', {
    follow_ups: {
      F1: { what: 'Telat', assignee: 'BUDI', due_on: '2026-03-01' },
      F2: { what: 'Segera', assignee: 'SITI', due_on: '2026-03-22' },
      F3: { what: 'Telat saya', assignee: 'SITI', due_on: '2026-03-10' },
      F4: { what: 'Nanti', assignee: 'SITI', due_on: '2026-05-01' },
      F5: { what: 'Segera Budi', assignee: 'BUDI', due_on: '2026-03-22' },
    },
  });
  expect(keys([note])).toEqual(['task F3', 'task F2']);
  expect(keys([note], { organises: true })).toEqual(['task F3', 'task F2', '(task F1)']);
  expect(counted(remindersOf(standing([note])))).toEqual([
    ['overdue', 1],
    ['due', 1],
  ]);
});

test('minutes are missed after the days that the forum has set, by whoever led and by organisers', () => {
  const held = view('event/E', { date: '2026-03-12', moderator: 'SITI' });
  expect(keys([held])).toEqual(['minutes event/E']);
  expect(keys([held], { today: '2026-03-19' })).toEqual([]);
  expect(keys([held], { me: 'BUDI' })).toEqual(['(minutes event/E)']);
  expect(keys([held], { me: 'BUDI', organises: true })).toEqual(['minutes event/E']);
  expect(keys([held, view('note/E', {})])).toEqual([]);
  expect(keys([held], { today: '2026-03-19', minutesDays: 5 })).toEqual(['minutes event/E']);
  expect(keys([held], { minutesDays: 14 })).toEqual([]);
});

test('a village is silent by what the forum says, one’s own first, one never reached most of all', () => {
  const log = (village: string, date: string) =>
    view(`log/${village}/2026`, { entries: { [village]: { date } } });
  const mine = view('member/SITI', { village_code: 'B' });
  const views = [mine, log('A', '2026-03-10'), log('B', '2026-01-10')];
  expect(keys(views)).toEqual(['silent B', '(silent C)']);
  expect(keys(views, { silentDays: 0 })).toEqual([]);
  // A forum that has just begun to write has reached nobody, and is not told so.
  expect(keys([mine, log('A', '2026-03-10')])).toEqual([]);
});
