import { expect, test } from 'vitest';
import type { Deed, Past } from '../between/history';
import { changesSince, linesAdded, linesOf, placesIn, runsOf } from './fresh';

const past = (change: string, found: string[], member = 'WATI', deeds: Deed[] = []): Past => ({
  ...{ change, found, member, device: null, at: Number(change.slice(1)), deeds, more: 0 },
});
const set = (path: string): Deed => ({ did: 'set', path, value: 'x' });
const write = (path: string): Deed => ({ did: 'write', path, came: 'x', added: 1, gone: 0 });
const isMe = (member: string) => member === 'SITI';
const named = (changes: Past[]) => changes.map(({ change }) => change);

test('new is what leads to the newest version and not to the one that was looked at', () => {
  // c1 ─ c2 ─ c4 ─ c5, and c3 beside c2, written by somebody who had not heard of it.
  const all = [
    past('c5', ['c4', 'c3']),
    past('c4', ['c2']),
    past('c3', ['c1']),
    past('c2', ['c1']),
    past('c1', ['genesis']),
  ];
  expect(named(changesSince(all, ['c2'], ['c5'], true).changes)).toEqual(['c5', 'c4', 'c3']);
  expect(named(changesSince(all, ['c5'], ['c5'], true).changes)).toEqual([]);
  expect(changesSince(all.slice(0, 2), ['c2'], ['c5'], false).more).toBe(true);
  expect(changesSince(all, ['c2'], ['c5'], false).more).toBe(false);
  expect(named(changesSince(all.slice(0, 2), ['c2'], ['c5'], true).changes)).toEqual(['c5', 'c4']);
});

test('what I wrote myself is not new, nor what I wrote over what others did', () => {
  const changes = [
    past('c4', ['c3'], 'SITI', [set('place')]),
    past('c3', ['c2'], 'WATI', [set('place'), set('title'), set('agenda/A/order')]),
    past('c2', ['c1'], 'SITI', [set('date')]),
  ];
  expect(placesIn(changes, isMe, {}).map(({ path }) => path)).toEqual(['title']);
});

test('a record that others began is new as one, what they changed in a known one by its field', () => {
  const changes = [
    past('c3', ['c2'], 'BUDI', [set('agenda/B/title')]),
    past('c2', ['c1'], 'WATI', [{ did: 'add', path: 'agenda/B' }, set('agenda/B/title')]),
    past('c1', [], 'WATI', [set('agenda/A/title'), write('agenda/A/discussion')]),
  ];
  const places = placesIn(changes, isMe, {});
  expect(places.map(({ path, member }) => [path, member])).toEqual([
    ['agenda/B', 'BUDI'],
    ['agenda/A/title', 'WATI'],
    ['agenda/A/discussion', 'WATI'],
  ]);
});

test('what was read is new again once somebody writes there anew', () => {
  const first = past('c1', [], 'WATI', [set('title'), set('place')]);
  expect(placesIn([first], isMe, { title: 'c1' }).map(({ path }) => path)).toEqual(['place']);
  const again = past('c2', ['c1'], 'WATI', [set('title')]);
  expect(placesIn([again, first], isMe, { title: 'c1', place: 'c1' })).toMatchObject([
    { path: 'title', change: 'c2' },
  ]);
});

test('of a text the lines are new that were not there, and that I did not write', () => {
  const lines = linesOf('Satu.\nDua, ditambah.\n\nTiga.\nPunya saya.', 'Satu.\nDua.', [
    'Punya saya.',
  ]);
  expect(lines.filter(({ fresh }) => fresh).map(({ text }) => text)).toEqual([
    'Dua, ditambah.\n',
    'Tiga.\n',
  ]);
  expect(lines.map(({ text }) => text).join('')).toBe(
    'Satu.\nDua, ditambah.\n\nTiga.\nPunya saya.',
  );
  // The same line once more is new, too.
  expect(linesOf('A\nA', 'A', []).map(({ fresh }) => fresh)).toEqual([false, true]);
  expect(linesAdded('A\nB', 'A\nC\nB')).toEqual(['C']);
});

test('one’s own keystrokes in a row are one stretch', () => {
  const mine = (change: string, found: string[]) => past(change, found, 'SITI', [write('body')]);
  const changes = [
    mine('c5', ['c4']),
    mine('c4', ['c3']),
    past('c3', ['c2'], 'WATI', [write('body')]),
    mine('c2', ['c1']),
  ];
  expect(runsOf(changes, 'body', isMe)).toEqual([
    { found: ['c3'], left: 'c5' },
    { found: ['c1'], left: 'c2' },
  ]);
});
