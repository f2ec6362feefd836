import { expect, test } from 'vitest';
import type { Fields, View } from '../../between/contract';
import { attendanceOf, entriesAbout, partsOf } from './about';

const view = (doc: string, fields: Fields): View => ({
  ...{ doc, kind: doc.split('/')[0] ?? '', heads: [], fields },
  ...{ conflicts: [], doubts: [], after_archive: [], edited: null },
});

test('what is known of a person is told from the newest on, and what was put away is not', () => {
  const notes = [
    view('note/A', { date: '2026-01-05', chair: 'SITI', attendance: { SITI: 'hadir' } }),
    view('event/B', { date: '2026-03-05', attendance: { SITI: 'izin', BUDI: 'hadir' } }),
    view('note/C', { date: '2026-02-05', chair: 'SITI', archived_on: '2026-02-06' }),
    view('note/D', { date: '2026-04-05', chair: 'SITI', note_takers: ['SITI', 'BUDI'] }),
    view('event/E', { date: '2026-04-01', speakers: ['SITI'], moderator: 'BUDI' }),
  ];
  expect(attendanceOf(notes, 'SITI').map(({ as }) => as)).toEqual(['izin', 'hadir']);
  expect(partsOf(notes, 'SITI').map(({ date, as }) => [date, ...as])).toEqual([
    ['2026-04-05', 'chair', 'note_takers'],
    ['2026-04-01', 'speakers'],
    ['2026-01-05', 'chair'],
  ]);
});

test('whoever helped in an entry is told from who was helped', () => {
  const entry = (key: string, fields: Fields) => ({
    ...{ doc: 'log/A/2026', village: 'A', year: '2026', found: '2026' },
    ...{ key, fields, date: '', topic: '' },
  });
  const all = [entry('E1', { mentors: ['SITI'] }), entry('E2', { mentees: ['SITI', 'BUDI'] })];
  const { mentored, helped } = entriesAbout(all, 'SITI');
  expect([mentored.map(({ key }) => key), helped.map(({ key }) => key)]).toEqual([['E1'], ['E2']]);
});
