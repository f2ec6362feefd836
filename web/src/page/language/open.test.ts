import { expect, test } from 'vitest';
import { blankView } from '../phone/context';
import type { Doubt, View } from '../../between/contract';
import { openFields, openProse, piecesOf } from './open';
import { disputesIn, isBlank, readView } from '../../plain/views';

const doubt = (merged: string, a: string, b: string, path = 'body'): Doubt => ({
  ...{ id: merged + a + b, path, base: '', a, b, merged, at: 0, length: merged.length },
  ...{ a_member: null, b_member: null },
});
const version = (value: string | null, winner = false) => ({
  ...{ id: `${value}`, value, winner },
  ...{ member: null, device: null, at: null },
});
const MIXED = 'Rapat pukul 10.30. ';

test('a sentence in doubt is read in all versions, and the rest as it was typed', () => {
  const doubts = [doubt(MIXED, 'Rapat pukul 09.30. ', 'Rapat pukul 10.00. ')];
  expect(openProse(`Salam.\n${MIXED} Selesai.`, doubts)).toBe(
    'Salam.\n[versi A: Rapat pukul 09.30. | versi B: Rapat pukul 10.00.]  Selesai.',
  );
});

test('three people in one sentence are three versions of it', () => {
  const doubts = [doubt(MIXED, 'A', 'B'), doubt(MIXED, 'A', 'C'), doubt(MIXED, 'B', 'C')];
  expect(piecesOf(MIXED, doubts).map(({ versions }) => versions)).toEqual([['A', 'B', 'C'], []]);
});

test('a sentence that somebody deleted is a version too', () => {
  expect(openProse(MIXED, [doubt(MIXED, '', 'Rapat pukul 10.00.')])).toBe(
    '[versi A: Dikosongkan | versi B: Rapat pukul 10.00.] ',
  );
});

test('a text without doubts, or whose doubt is gone, stays as it is', () => {
  expect(openProse('Salam.', [])).toBe('Salam.');
  expect(openProse('', [])).toBe('');
  expect(openProse('Salam.', [doubt(MIXED, 'a', 'b')])).toBe('Salam.');
});

test('nothing leaves the app that is not settled, at any depth', () => {
  const view: View = {
    ...blankView('note/A', 'note'),
    fields: {
      title: 'Rapat',
      attendance: { M: 'hadir' },
      agenda: { K: { title: 'Satu', discussion: MIXED } },
    },
    conflicts: [
      { path: 'agenda/K/title', versions: [version('Satu', true), version('Dua')] },
      { path: 'attendance/M', versions: [version('hadir', true), version(null)] },
    ],
    doubts: [doubt(MIXED, 'x', 'y', 'agenda/K/discussion')],
  };
  expect(openFields(view, (_, value) => value)).toEqual({
    title: 'Rapat',
    attendance: { M: '[versi A: hadir | versi B: Dikosongkan]' },
    agenda: {
      K: { title: '[versi A: Satu | versi B: Dua]', discussion: '[versi A: x | versi B: y] ' },
    },
  });
});

const disputed = (fields: View['fields'], ...paths: string[]): View => ({
  ...blankView('log/V/2026', 'log'),
  fields,
  conflicts: paths.map((path) => ({ path, versions: [version('a', true), version(null)] })),
});

test('what is in something archived does not wait for anybody; whether it is archived does', () => {
  const entry = { topic: 'a', archived_on: '2026-03-01', follow_ups: { F: { what: 'a' } } };
  const view = disputed(
    { entries: { K: entry, L: { topic: 'a' } } },
    ...['entries/K/topic', 'entries/K/archived_on', 'entries/K/follow_ups/F/what'],
    ...['entries/K/follow_ups/F/archived_on', 'entries/L/topic'],
  );
  expect(disputesIn(view)).toEqual(['entries/K/archived_on', 'entries/L/topic']);
  expect(disputesIn(view, 'entries/L/')).toEqual(['entries/L/topic']);
  const whole = disputed({ title: 'a', archived_on: '2026-03-01' }, 'title', 'archived_on');
  expect(disputesIn(whole)).toEqual(['archived_on']);
});

test('what one archived and another changed is asked of what it is, also as release 0.1.0 stored it', () => {
  const who = { archived_by: 'A', archived_at: 1, edited_by: 'B' };
  const note = (after_archive: unknown, fields = {}) =>
    readView(JSON.stringify({ ...blankView('note/A', 'note'), fields, after_archive }));
  const archived_on = '2026-03-01';
  expect(disputesIn(note(null))).toEqual([]);
  expect(disputesIn(note(who, { archived_on }))).toEqual(['archived_on']);
  const asked = ['agenda/K/archived_on', 'archived_on'].map((path) => ({ path, ...who }));
  const agenda = { K: { title: 'a', archived_on } };
  expect(disputesIn(note(asked.slice(0, 1), { agenda }))).toEqual(['agenda/K/archived_on']);
  // Whether the point is brought back can wait until the minutes are.
  expect(disputesIn(note(asked, { agenda, archived_on }))).toEqual(['archived_on']);
});

test('two people who archive on different days agree; one who brings back does not', () => {
  const read = (second: string | null) =>
    readView(
      JSON.stringify({
        ...blankView('note/A', 'note'),
        conflicts: [
          { path: 'archived_on', versions: [version('2026-03-01', true), version(second)] },
        ],
      }),
    ).conflicts.length;
  expect([read('2026-03-02'), read(null)]).toEqual([0, 1]);
});

test('an opened form is no document; the first word makes it one', () => {
  const empty = { title: '', body: '', agenda: {}, speakers: [], consent: { given_on: '' } };
  const view = { ...blankView('note/A', 'note'), fields: empty };
  expect(isBlank(view)).toBe(true);
  expect(isBlank({ ...view, fields: { ...empty, title: 'R' } })).toBe(false);
  expect(isBlank({ ...view, edited: { member: null, at: 1 } })).toBe(false);
});

test('of two equal sentences the one that is meant is in doubt', () => {
  const text = `${MIXED}Salam.\n${MIXED}Selesai.`;
  const at = text.lastIndexOf(MIXED);
  const second = { ...doubt(MIXED, 'x', 'y'), at };
  expect(openProse(text, [second])).toBe(`${MIXED}Salam.\n[versi A: x | versi B: y] Selesai.`);
  expect(openProse(text, [second, doubt(MIXED, 'p', 'q')])).toBe(
    '[versi A: p | versi B: q] Salam.\n[versi A: x | versi B: y] Selesai.',
  );
});

test('white space around a sentence in doubt stays outside, wherever it stands', () => {
  const text = 'Satu.\n  Dua? Tiga.\n  Dua? ';
  const merged = '\n  Dua? ';
  const second = { ...doubt(merged, 'a', 'b'), at: text.lastIndexOf(merged) };
  expect(openProse(text, [second])).toBe('Satu.\n  Dua? Tiga.\n  [versi A: a | versi B: b] ');
});

test('a place that does not hold, or is not told, is looked for by its words', () => {
  const text = `Salam. ${MIXED}`;
  for (const place of [{ at: 3 }, { at: 900 }, { at: undefined, length: undefined }])
    expect(openProse(text, [{ ...doubt(MIXED, 'x', 'y'), ...place } as Doubt])).toBe(
      'Salam. [versi A: x | versi B: y] ',
    );
});

test('a view that does not say about what people disagree is damaged', () => {
  const view = { ...blankView('note/A', 'note'), heads: ['h'] };
  const read = (more: object) => () => readView(JSON.stringify({ ...view, ...more }));
  expect(read({})).not.toThrow();
  for (const more of [{ doubts: [{}] }, { conflicts: [{ versions: [] }] }])
    expect(read(more), JSON.stringify(more)).toThrow('disagree');
});
