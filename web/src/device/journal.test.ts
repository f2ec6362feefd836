import { expect, test } from 'vitest';
import type { AppendEffect, Client, Edit, Effect } from '../between/contract';
import { Journal } from './journal';

/** A disk that takes what is written when it is told to. */
class Shelf {
  readonly pieces = new Map<string, unknown>();

  keep(pieces: [string, unknown][]): Promise<void> {
    for (const [name, value] of pieces) {
      if (value === null) this.pieces.delete(name);
      else this.pieces.set(name, structuredClone(value));
    }
    return Promise.resolve();
  }

  append(batch: AppendEffect[]): Promise<void> {
    return this.keep(batch.flatMap((one) => one.kept ?? []));
  }

  kept(): Promise<[string, unknown][]> {
    return Promise.resolve([...this.pieces].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  get edits(): unknown[] {
    return [...this.pieces.values()];
  }
}

const DOC = 'note/1';
const key = (at: number, insert: string): Edit => ({
  op: 'splice',
  path: 'body',
  at,
  delete: 0,
  insert,
});
const append = (doc = DOC): AppendEffect => ({
  do: 'append',
  docs: [{ doc, drop: [], known: '', ledger: '{}' }],
  speaks: false,
});

/** A core in which nothing is pending and the field stands at `heads`. */
function core(heads: string[]): Client {
  return {
    commit: () => [],
    pinned: () => JSON.stringify(heads),
  } as Partial<Client> as Client;
}

function journal(shelf = new Shelf(), tab = 'one') {
  const failed = (error: unknown) => {
    throw error;
  };
  return { shelf, journal: new Journal(shelf, tab, failed) };
}

/** The pieces after what the effects store. */
async function stored(shelf: Shelf, effects: Effect[]): Promise<void> {
  for (const effect of effects) if (effect.do === 'append') await shelf.keep(effect.kept ?? []);
}

test('an edit is written down when it is given, with where its field stands', async () => {
  const { journal: one, shelf } = journal();
  one.shows(DOC, 'body', ['h0']);
  one.note(DOC, key(0, 'a'));
  one.note(DOC, key(1, 'b'));
  await one.written();
  expect(shelf.edits).toEqual([
    { doc: DOC, edit: key(0, 'a'), heads: ['h0'] },
    { doc: DOC, edit: key(1, 'b'), heads: null },
  ]);
});

test('it goes away with the transaction that stores it, and what comes after begins there', async () => {
  const { journal: one, shelf } = journal();
  one.shows(DOC, 'body', ['h0']);
  one.note(DOC, key(0, 'a')).taken = true;
  one.note(DOC, key(1, 'b'));
  const effects = one.storing(core(['h1']), [append()], 0);
  await one.written();
  expect(shelf.edits).toHaveLength(2);
  await stored(shelf, effects);
  expect(shelf.edits).toEqual([{ doc: DOC, edit: key(1, 'b'), heads: ['h1'] }]);
});

test('what stores another document leaves it', async () => {
  const { journal: one, shelf } = journal();
  one.note(DOC, key(0, 'a')).taken = true;
  await stored(shelf, one.storing(core(['h1']), [append('note/2')], 0));
  await one.written();
  expect(shelf.edits).toHaveLength(1);
});

test('what was refused is not tried again by the next page', async () => {
  const { journal: one, shelf } = journal();
  one.drop(one.note(DOC, key(0, 'a')));
  await one.written();
  expect(shelf.edits).toEqual([]);
});

test('what a tab leaves is taken over in its order, drafts under the new name', async () => {
  const { journal: one, shelf } = journal();
  const draft = { doc: DOC, path: 'title', typed: 'Rap', heads: ['h0'] };
  for (let at = 0; at < 12; at += 1) one.note(DOC, key(at, 'abcdefghijkl'[at] ?? ''));
  one.draft(DOC, 'title', draft);
  await one.written();

  const { journal: next } = journal(shelf, 'two');
  expect(await next.others()).toEqual(['one']);
  const { entries, drafts } = await next.takeOver('one');
  expect(entries.map(({ given }) => (given.edit as { insert: string }).insert).join('')).toBe(
    'abcdefghijkl',
  );
  expect(drafts).toEqual([draft]);
  for (const entry of entries) entry.taken = true;
  await next.written();
  await stored(shelf, next.storing(core(['h1']), [append()], 0));
  expect([...shelf.pieces.keys()]).toEqual([`kept two draft ${DOC} title`]);
  expect(await journal(shelf, 'three').journal.others()).toEqual(['two']);
});

test('only the newest of a draft is written, and none when it is let go', async () => {
  const { journal: one, shelf } = journal();
  for (const typed of ['R', 'Ra', 'Rap'])
    one.draft(DOC, 'title', { doc: DOC, path: 'title', typed, heads: [] });
  await one.written();
  expect(shelf.edits).toEqual([{ doc: DOC, path: 'title', typed: 'Rap', heads: [] }]);
  one.draft(DOC, 'title', null);
  await one.written();
  expect(shelf.edits).toEqual([]);
});

test('a worker finds what those before it on its page have left, in their order, and no other tab does', async () => {
  const shelf = new Shelf();
  for (const tab of ['page.2', 'page.10', 'other.1']) {
    const { journal: before } = journal(shelf, tab);
    before.note(DOC, key(0, tab), `${tab} ask`);
    await before.written();
  }
  const { journal: now } = journal(shelf, 'page.11');
  expect(await now.before()).toEqual(['page.2', 'page.10']);
  expect(await now.others()).toEqual(['other.1']);
  expect(now.wasAsked('page.2 ask')).toBe(false);
  await now.takeOver('page.2');
  expect(now.wasAsked('page.2 ask')).toBe(true);
});
