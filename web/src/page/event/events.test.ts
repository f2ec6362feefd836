import { expect, test } from 'vitest';
import type { Fields, View } from '../../between/contract';
import { blankView } from '../phone/context';
import { absentees, eventOf, expected, minutesOf, withoutMinutes } from './events';

const event = (id: string, fields: Fields): View => ({
  ...blankView(`event/${id}`, 'event'),
  fields,
});
const person = (id: string, village: string) => ({
  id,
  name: id,
  view: { ...blankView(`member/${id}`, 'member'), fields: { village_code: village } },
});

test('an event and its minutes lead to each other', () => {
  expect(minutesOf('event/A')).toBe('note/A');
  expect(eventOf(minutesOf('event/A'))).toBe('event/A');
});

test('minutes are missed after so many days, of what took place and has none', () => {
  const events = [
    event('C', { date: '2026-03-02' }),
    event('A', { date: '2026-03-01' }),
    event('OFF', { date: '2026-03-01', state: 'batal' }),
    event('AWAY', { date: '2026-03-01', archived_on: '2026-03-02' }),
    event('WRITTEN', { date: '2026-03-01' }),
    event('NO DAY', {}),
    event('AHEAD', { date: '2026-04-01' }),
  ];
  const has = (note: string) => note === 'note/WRITTEN';
  const missed = (today: string) =>
    withoutMinutes(events, has, today, 7).map(({ doc }) => doc.slice('event/'.length));
  expect(missed('2026-03-08')).toEqual([]);
  expect(missed('2026-03-09')).toEqual(['A']);
  expect(missed('2026-03-10')).toEqual(['A', 'C']);
});

test('who is expected is who was invited, or is of its villages, or everybody; and who turned up', () => {
  const people = [person('A', '1'), person('B', '2'), person('C', '2')];
  const ids = (fields: Fields) => expected(fields, people).map(({ id }) => id);
  expect(ids({})).toEqual(['A', 'B', 'C']);
  expect(ids({ villages: ['2'] })).toEqual(['B', 'C']);
  expect(ids({ villages: ['2'], attendance: { A: 'hadir' } })).toEqual(['A', 'B', 'C']);
  expect(ids({ invited: ['A'], villages: ['2'] })).toEqual(['A']);
  expect(ids({ invited: ['A'], promised: { C: 'yes' } })).toEqual(['A', 'C']);
});

test('who said they come and did not is told once somebody is there', () => {
  const promised = { A: 'yes', B: 'yes', C: 'no', D: 'yes' };
  expect(absentees({ promised })).toEqual([]);
  expect(absentees({ promised, attendance: { X: 'izin' } })).toEqual([]);
  expect(absentees({ promised, attendance: { A: 'hadir', B: 'sakit' } })).toEqual(['B', 'D']);
  expect(absentees({ promised, attendance: { A: 'hadir', B: 'daring' } })).toEqual(['D']);
});
