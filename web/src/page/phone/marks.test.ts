import { expect, test } from 'vitest';
import type { View } from '../../between/contract';
import { Marks } from './marks.svelte';

const note = (heads: string[]): View => ({
  doc: 'note/A',
  kind: 'note',
  heads,
  fields: {},
  conflicts: [],
  doubts: [],
  after_archive: [],
  edited: { member: null, at: 1 },
});

test('a document is read and carried as it was then, not as it is changed later', () => {
  const marks = new Marks(() => undefined);
  marks.see([note(['1'])]);
  marks.pack([note(['1'])]);
  expect([marks.isSeen(note(['1'])), marks.isPacked(note(['1']))]).toEqual([true, true]);
  expect([marks.isSeen(note(['2'])), marks.isPacked(note(['2']))]).toEqual([false, false]);
});

test('of a document that left the phone only that it was erased is kept', () => {
  let kept: Record<string, string> = {};
  const marks = new Marks((all) => (kept = all));
  marks.see([note(['1'])]);
  marks.pack([note(['1'])]);
  marks.forget('note/A');
  marks.erase('note/A');
  expect(kept).toEqual({ 'hapus note/A': 'ya' });
  expect([marks.isErased('note/A'), marks.none]).toEqual([true, true]);
});

test('a page that still shows what was erased a moment ago writes nothing down of it', () => {
  let kept: Record<string, string> = {};
  const marks = new Marks((all) => (kept = all));
  marks.look([note(['1'])], () => false);
  marks.setApart('A B');
  marks.forget('note/A');
  marks.erase('note/A');
  marks.look([note(['1'])], () => false);
  marks.see([note(['1'])]);
  marks.pack([note(['1'])]);
  marks.readTo('note/A', { since: [], read: {} });
  expect(kept).toEqual({ 'hapus note/A': 'ya' });
});

test('nothing is written down twice', () => {
  let writes = 0;
  const marks = new Marks(() => (writes += 1));
  marks.see([note(['1'])]);
  marks.see([note(['1'])]);
  marks.forget('note/B');
  expect(writes).toBe(1);
});

test('what was marked as seen by mistake is unseen again, and nothing else', () => {
  const marks = new Marks(() => undefined);
  marks.see([note(['1'])]);
  const back = marks.see([note(['2'])]);
  marks.see([{ ...note(['9']), doc: 'note/B' }]);
  back();
  expect([marks.isSeen(note(['1'])), marks.isSeen(note(['2']))]).toEqual([true, false]);
  expect(marks.isSeen({ ...note(['9']), doc: 'note/B' })).toBe(true);
});

test('what others wrote stays new from where the person last looked, until it is read', () => {
  const marks = new Marks(() => undefined);
  const mine = () => true;
  const others = () => false;
  marks.look([note(['1'])], others);
  expect(marks.looked('note/A')).toEqual({ since: [], read: {} });
  marks.readTo('note/A', null);
  // Their own next change is nothing new; what stands beside it may be.
  marks.look([note(['2'])], mine);
  expect(marks.looked('note/A')).toBeNull();
  marks.look([note(['2', '3'])], mine);
  expect(marks.looked('note/A')).toEqual({ since: ['2'], read: {} });
  marks.look([note(['4'])], others);
  expect(marks.looked('note/A')?.since).toEqual(['2']);
  const back = marks.see([note(['4'])]);
  expect(marks.looked('note/A')).toBeNull();
  back();
  expect(marks.looked('note/A')?.since).toEqual(['2']);
});
