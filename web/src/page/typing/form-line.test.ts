import { expect, test } from 'vitest';
import type { Draft } from '../../between/contract';
import { Drafts } from './drafts.svelte';
import { isOfForm } from './drafts.svelte';
import { FormLine } from './form-line.svelte';

/** The drafts of a page, with what is on the disk of them. */
function page() {
  const disk = new Map<string, Draft>();
  const applied: Draft[] = [];
  const drafts = new Drafts({
    keep: (doc, path, draft) => {
      if (draft) disk.set(`${doc} ${path}`, draft);
      else disk.delete(`${doc} ${path}`);
    },
    apply: (draft) => void applied.push(draft),
  });
  return { drafts, disk, applied, left: () => [...disk.values()] };
}

test('each key is a draft, and nothing but the button ends it', () => {
  const { drafts, left } = page();
  const line = new FormLine(drafts, 'name', 'full_name');
  const detach = line.attach();
  for (const text of ['S', 'Si', 'Sit']) line.text = text;
  drafts.settle();
  detach();
  expect(left()).toEqual([{ doc: 'form/name', path: 'full_name', typed: 'Sit', heads: [] }]);
  expect(new FormLine(drafts, 'name', 'full_name').text).toBe('Sit');
  line.done();
  expect(left()).toEqual([]);
  expect(new FormLine(drafts, 'name', 'full_name').text).toBe('');
});

test('what a page has left that is gone stands in the field again, shown already or shown later', () => {
  const before = page();
  new FormLine(before.drafts, 'name', 'full_name').text = 'Siti Ra';

  const shown = page();
  const line = new FormLine(shown.drafts, 'name', 'full_name');
  line.attach();
  shown.drafts.learn(before.left());
  expect(line.text).toBe('Siti Ra');

  const later = page();
  later.drafts.learn(before.left());
  expect(new FormLine(later.drafts, 'name', 'full_name').text).toBe('Siti Ra');
  expect(later.applied.every(isOfForm)).toBe(true);
});

test('a field that begins with something keeps only what differs from it, also that it is empty', () => {
  const { drafts, left } = page();
  const line = new FormLine(drafts, 'entry', 'date', '29/11/2026');
  expect(line.text).toBe('29/11/2026');
  line.text = '';
  expect(new FormLine(drafts, 'entry', 'date', '30/11/2026').text).toBe('');
  line.text = '29/11/2026';
  expect(left()).toEqual([]);
});

test('what was typed before the old draft came stays, and the old one is offered', () => {
  const { drafts, left } = page();
  const line = new FormLine(drafts, 'name', 'full_name');
  line.attach();
  line.text = 'B';
  drafts.learn([{ doc: 'form/name', path: 'full_name', typed: 'Siti', heads: [] }]);
  line.text = 'Bu';
  expect([line.text, line.lost]).toEqual(['Bu', 'Siti']);
  line.useLost();
  expect([line.text, line.lost]).toEqual(['Siti', '']);
  expect(left().map(({ typed }) => typed)).toEqual(['Siti']);
});
