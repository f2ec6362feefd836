import { expect, test } from 'vitest';
import { Beginnings, fieldsAfter } from './beginnings';
import type { Edit } from '../between/contract';

const set = (path: string, value: string): Edit => ({ op: 'set', path, value });
const add: Edit = { op: 'add', path: 'agenda', key: 'K' };

test('a form that is opened and left writes nothing', () => {
  const beginnings = new Beginnings();
  beginnings.keep('note/A', '', [set('form', 'notulensi')]);
  expect(beginnings.take('note/B', 'title')).toEqual([]);
  beginnings.drop('note/A', '');
  expect(beginnings.take('note/A', 'title')).toEqual([]);
});

test('the first word takes along what it begins with, the outermost first, and only once', () => {
  const beginnings = new Beginnings();
  beginnings.keep('note/A', 'agenda/K', [add, set('agenda/K/order', 'U')]);
  beginnings.keep('note/A', '', [set('form', 'notulensi')]);
  expect(beginnings.take('note/A', 'agenda/K/title')).toEqual([
    set('form', 'notulensi'),
    add,
    set('agenda/K/order', 'U'),
  ]);
  expect(beginnings.take('note/A', 'agenda/K/title')).toEqual([]);
});

test('a form that has not heard of its first word yet does not begin it again', () => {
  const beginnings = new Beginnings();
  beginnings.keep('note/A', 'agenda/K', [add]);
  expect(beginnings.take('note/A', 'agenda/K/title')).toEqual([add]);
  beginnings.keep('note/A', 'agenda/K', [add]);
  expect(beginnings.take('note/A', 'agenda/K/title')).toEqual([]);
});

test('a word elsewhere begins no record', () => {
  const beginnings = new Beginnings();
  beginnings.keep('note/A', 'agenda/K', [add]);
  for (const path of ['title', 'agenda/K2/title', 'decisions/K/text', 'agenda'])
    expect(beginnings.take('note/A', path)).toEqual([]);
  expect(beginnings.take('note/A', 'agenda/K/discussion')).toEqual([add]);
});

test('an empty form shows what it would begin with', () => {
  const edits: Edit[] = [
    { op: 'add', path: 'entries', key: 'K' },
    set('entries/K/date', '2026-03-02'),
    { op: 'include', path: 'entries/K/mentors', key: 'M' },
  ];
  expect(fieldsAfter(edits, 'entries/K/')).toEqual({ date: '2026-03-02', mentors: ['M'] });
});
