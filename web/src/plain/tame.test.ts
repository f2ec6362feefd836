import { expect, test } from 'vitest';
import type { Fields, View } from '../between/contract';
import { currentRecordsOf, keysOf, registersOf, textOf } from './fields';
import { tameView } from './tame';

const EVERYTHING = [null, 7, true, {}, [[]], 'K1', 'K\u202e2'];

function tamed(fields: unknown): Fields {
  const view = { kind: 'note', fields, conflicts: [], doubts: [], after_archive: [], edited: null };
  return tameView(view as unknown as View).fields;
}

test('a list has words and nothing else, whatever stands in it', () => {
  expect(keysOf(tamed({ competences: EVERYTHING }), 'competences')).toEqual(['K1', 'K2']);
  expect(tamed({ entries: { A: { mentors: EVERYTHING } } })).toEqual({
    entries: { A: { mentors: ['K1', 'K2'] } },
  });
});

test('where a value is nothing stands that holds others, and where a list is nothing else', () => {
  const fields = { title: {}, place: ['x'], date: [], note_takers: 'x', speakers: {}, body: [] };
  expect(tamed({ ...fields, meeting_kind: 'rapat', later: { a: 1 } })).toEqual({
    meeting_kind: 'rapat',
    later: { a: 1 },
  });
});

test('what is nothing is not there, and no record is a list or a word', () => {
  const fields = tamed({ title: null, agenda: { A: null, B: [], C: 'x', D: { title: 'Iuran' } } });
  expect(textOf(fields, 'title')).toBe('');
  expect(currentRecordsOf(fields, 'agenda').map(([key]) => key)).toEqual(['D']);
  expect(registersOf(tamed({ attendance: { A: null, B: {}, C: 'hadir' } }), 'attendance')).toEqual({
    C: 'hadir',
  });
});
