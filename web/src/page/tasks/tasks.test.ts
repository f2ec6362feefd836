import { expect, test } from 'vitest';
import type { Fields, View } from '../../between/contract';
import { leftOpen, openOf, tasksOf, villagesOf, whenDue } from './tasks';

const view = (doc: string, fields: Fields): View => ({
  ...{ doc, kind: doc.split('/')[0] ?? '', heads: [], fields },
  ...{ conflicts: [], doubts: [], after_archive: [], edited: null },
});
const promise = (what: string, more: Fields = {}): Fields => ({ what, assignee: 'SITI', ...more });

const LOG = view('log/A/2026', {
  entries: {
    E1: {
      topic: 'Siskeudes',
      date: '2026-02-20',
      villages: ['A', 'B'],
      follow_ups: {
        F1: promise('Kirim contoh', { due_on: '2026-03-10', state: 'open' }),
        F2: promise('Sudah beres', { state: 'done' }),
        F3: promise('Tidak jadi dicatat', { archived_on: '2026-03-01' }),
      },
    },
    E2: { archived_on: '2026-03-01', follow_ups: { F4: promise('Di catatan yang diarsipkan') } },
  },
});
const NOTE = view('note/N', {
  date: '2026-03-01',
  follow_ups: { F5: promise('Undang camat', { due_on: '2026-03-02' }), F6: promise('Nanti') },
});
const BOARD = view('board/B', {
  date: '2026-02-01',
  follow_ups: { F7: promise('Hanya untuk pengurus', { assignee: 'BUDI' }) },
});
const ARCHIVED = view('note/O', {
  archived_on: '2026-01-01',
  follow_ups: { F8: promise('Di catatan lama') },
});

const shelf = (...views: View[]) => {
  return (kind: string) => views.filter((one) => one.kind === kind).map((one) => ({ view: one }));
};
const keys = (tasks: { key: string }[]) => tasks.map(({ key }) => key);

test('what was promised anywhere is one list, what is due first in front, nothing that was put away', () => {
  const all = tasksOf(shelf(LOG, NOTE, BOARD, ARCHIVED));
  expect(keys(all)).toEqual(['F5', 'F1', 'F2', 'F6', 'F7']);
  expect(keys(openOf(all, 'SITI'))).toEqual(['F5', 'F1', 'F6']);
  expect(openOf(all, '')).toEqual([]);
  expect(all.find(({ key }) => key === 'F1')).toMatchObject({
    path: 'entries/E1/follow_ups/F1',
    below: 'entries/E1/',
    villages: ['A', 'B'],
  });
});

test('what one ticked off and another dropped waits to be settled', () => {
  const disputed: View = {
    ...view('note/D', { follow_ups: { F9: promise('Dua pendapat', { state: 'dropped' }) } }),
    conflicts: [{ path: 'follow_ups/F9/state', versions: [] }],
  };
  expect(keys(openOf(tasksOf(shelf(disputed)), 'SITI'))).toEqual(['F9']);
});

test.each([
  ['', 'undated'],
  ['2026-03-04', 'overdue'],
  ['2026-03-05', 'week'],
  ['2026-03-12', 'week'],
  ['2026-03-13', 'later'],
])('what is due on "%s" is %s on 5 March', (due_on, is) => {
  const [task] = tasksOf(shelf(view('note/N', { follow_ups: { F: promise('x', { due_on }) } })));
  expect(task && whenDue(task, '2026-03-05')).toBe(is);
});

test('a follow-up of minutes is about the village of whoever is in charge', () => {
  const [note] = tasksOf(shelf(NOTE));
  const [entry] = tasksOf(shelf(LOG));
  expect(note && villagesOf(note, () => 'C')).toEqual(['C']);
  expect(note && villagesOf(note, () => '')).toEqual([]);
  expect(entry && villagesOf(entry, () => 'C')).toEqual(['A', 'B']);
});

test('minutes are offered what earlier meetings and mentoring left open, and never what few may read', () => {
  const of = shelf(LOG, NOTE, BOARD, ARCHIVED);
  const fresh = view('note/P', { date: '2026-03-05' });
  expect(keys(leftOpen(fresh, of))).toEqual(['F5', 'F1', 'F6']);
  expect(keys(leftOpen(view('note/Q', { date: '2026-02-05' }), of))).toEqual([]);
  expect(keys(leftOpen(view('board/P', { date: '2026-03-05' }), of))).toEqual([
    ...['F5', 'F1', 'F6', 'F7'],
  ]);
  expect(keys(leftOpen(NOTE, of))).toEqual(['F1']);
});
