import { expect, test } from 'vitest';
import { copyOf } from './copy-note';

test('a copy is a draft that is in the lists, whatever the note was', () => {
  const decisions = { D1: { archived_on: '2026-03-01' } };
  expect(copyOf({ state: 'disahkan', archived_on: '2026-03-02', decisions })).toEqual([
    { op: 'set', path: 'state', value: 'draf' },
    { op: 'add', path: 'decisions', key: 'D1' },
    { op: 'set', path: 'decisions/D1/archived_on', value: '2026-03-01' },
  ]);
});

test('a copy has every field of the note, and no approval', () => {
  const edits = copyOf({
    title: 'Rapat',
    body: 'Isi 🌾',
    place: '',
    note_takers: ['A', 'B'],
    attendance: { A: 'hadir' },
    approvals: { A: 'heads' },
    decisions: { D1: { text: 'Beli pupuk', amount_rp: 5000 } },
    agenda: { P1: { title: 'Pembukaan', discussion: 'x'.repeat(9_000) } },
  });
  expect(edits).toEqual([
    { op: 'set', path: 'title', value: 'Rapat' },
    { op: 'splice', path: 'body', at: 0, delete: 0, insert: 'Isi 🌾' },
    { op: 'include', path: 'note_takers', key: 'A' },
    { op: 'include', path: 'note_takers', key: 'B' },
    { op: 'set', path: 'attendance/A', value: 'hadir' },
    { op: 'add', path: 'decisions', key: 'D1' },
    { op: 'set', path: 'decisions/D1/text', value: 'Beli pupuk' },
    { op: 'set', path: 'decisions/D1/amount_rp', value: 5000 },
    { op: 'add', path: 'agenda', key: 'P1' },
    { op: 'set', path: 'agenda/P1/title', value: 'Pembukaan' },
    { op: 'splice', path: 'agenda/P1/discussion', at: 0, delete: 0, insert: 'x'.repeat(8_000) },
    { op: 'splice', path: 'agenda/P1/discussion', at: 8_000, delete: 0, insert: 'x'.repeat(1_000) },
  ]);
});
