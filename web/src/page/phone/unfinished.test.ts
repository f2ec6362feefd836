import { expect, test } from 'vitest';
import { Drafts } from '../typing/drafts.svelte';
import { begunPages } from './unfinished';

const drafts = () => new Drafts({ keep: () => undefined, apply: () => undefined });
const draft = (doc: string, path: string, typedAt?: string) => ({
  ...{ doc, path, typed: '0812', heads: [] },
  ...(typedAt ? { typedAt } : {}),
});

test('what is begun is listed once per page, with the form in which it was typed', () => {
  const all = drafts();
  all.put(draft('member/A', 'phone', '#/anggota/A/ubah'));
  all.put(draft('member/A', 'email', '#/anggota/A/ubah'));
  all.put(draft('note/B', 'title', '#/catatan/B/ubah/bebas'));
  all.put(draft('log/V/2026', 'entries/K/topic'));
  all.put(draft('log/V/2026', 'entries/K/follow_ups/F/what'));
  all.put(draft('log/V/2026', 'entries/L/amount_rp'));
  expect(
    begunPages(all).map(({ page, typedAt, drafts }) => [page, typedAt, drafts.length]),
  ).toEqual([
    ['#/anggota/A', '#/anggota/A/ubah', 2],
    ['#/catatan/B', '#/catatan/B/ubah/bebas', 1],
    ['#/pendampingan/V/2026/K', '', 2],
    ['#/pendampingan/V/2026/L', '', 1],
  ]);
});

test('what is an edit, is thrown away or waits for a button is not listed', () => {
  const all = drafts();
  all.put(draft('member/A', 'phone'));
  all.put(draft('form/name', 'full_name'));
  all.drop('member/A', 'phone');
  expect(begunPages(all)).toEqual([]);
});
