import { expect, test } from 'vitest';
import type { Edit, Fields, View } from '../between/contract';
import { blankView } from '../page/phone/context';
import { doneBy, stillTaken, takenBy } from './undo';

const view = (fields: Fields): View => ({ ...blankView('note/A', 'note'), fields });
const minutes = view({
  title: 'Rapat',
  state: 'draf',
  date: '2026-03-02',
  chair: 'M1',
  speakers: ['M1', 'M2'],
  attendance: { M1: 'hadir' },
  agenda: { K: { title: 'Pembukaan', discussion: 'Panjang', archived_on: '' } },
  decisions: { D: { text: 'Iuran naik', amount_rp: 50000, archived_on: '2026-03-03' } },
});
const set = (path: string, value: string | number | null): Edit => ({ op: 'set', path, value });

test.each([
  [set('agenda/K/archived_on', '2026-03-04'), set('agenda/K/archived_on', null), 'archived'],
  [set('decisions/D/archived_on', null), set('decisions/D/archived_on', '2026-03-03'), 'restored'],
  [set('archived_on', '2026-03-04'), set('archived_on', null), 'archived'],
  [set('attendance/M1', 'izin'), set('attendance/M1', 'hadir'), 'replaced'],
  [set('attendance/M1', null), set('attendance/M1', 'hadir'), 'emptied'],
  [set('state', 'ditinjau'), set('state', 'draf'), 'replaced'],
  [set('chair', 'M2'), set('chair', 'M1'), 'replaced'],
  [set('date', '2026-03-05'), set('date', '2026-03-02'), 'replaced'],
  [set('decisions/D/amount_rp', null), set('decisions/D/amount_rp', 50000), 'emptied'],
  [set('title', null), set('title', 'Rapat'), 'emptied'],
  [
    { op: 'exclude', path: 'speakers', key: 'M2' },
    { op: 'include', path: 'speakers', key: 'M2' },
    'excluded',
  ],
] as [Edit, Edit, string][])('what %j takes away is brought back by %j', (edit, back, how) => {
  expect(takenBy(minutes, edit)).toMatchObject({ back, how });
});

test.each([
  set('attendance/M9', 'hadir'),
  set('place', 'Balai desa'),
  set('title', 'Rapat rutin'),
  set('state', 'draf'),
  { op: 'include', path: 'speakers', key: 'M3' },
  { op: 'exclude', path: 'speakers', key: 'M9' },
  { op: 'splice', path: 'body', at: 0, delete: 0, insert: 'a' },
] as Edit[])('%j takes nothing away that is not at hand', (edit) => {
  expect(takenBy(minutes, edit)).toBeNull();
});

test('what is chosen for many at once can be taken back where nothing stood, too', () => {
  expect(doneBy(minutes, set('attendance/M9', 'hadir'))).toMatchObject({
    how: 'filled',
    back: set('attendance/M9', null),
  });
  expect(doneBy(minutes, set('attendance/M1', 'hadir'))).toBeNull();
});

test('what somebody has changed again since is left alone', () => {
  const taken = takenBy(minutes, set('attendance/M1', 'izin'));
  if (!taken) throw new Error('nothing was taken');
  expect(stillTaken(view({ attendance: { M1: 'izin' } }), taken)).toBe(true);
  expect(stillTaken(view({ attendance: { M1: 'sakit' } }), taken)).toBe(false);
});
