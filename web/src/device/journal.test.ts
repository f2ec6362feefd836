import { expect, test } from 'vitest';
import type { AppendEffect, Client, Edit, Effect } from '../between/contract';
import type { Unanswered } from '../between/last-words';
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

function copied({ pieces }: Shelf): Shelf {
  const shelf = new Shelf();
  void shelf.keep([...pieces]);
  return shelf;
}

/** What a page had asked and not been answered, named as it names it. */
const said = (ask: string, at: number, heads: string[] | null, behind: boolean): Unanswered => ({
  ask,
  doc: DOC,
  edit: key(at, ask.slice(-1)),
  heads,
  behind,
});

/** What the next page takes over of a page that had left these words, and of what its worker had done. */
async function heard(shelf: Shelf, tab: string, words: Unanswered[]) {
  const { journal: next } = journal(shelf, tab);
  next.hear({ one: words });
  const { entries, drafts } = await next.takeOver('one');
  await next.written();
  const given = entries.map(({ given: { edit, heads } }) => [
    (edit as { insert: string }).insert,
    heads,
  ]);
  return { given, drafts, next, entries };
}

test('what a page has left is taken over once: what is on the disk, what is stored and what is neither', async () => {
  const { journal: one, shelf } = journal();
  one.shows(DOC, 'body', ['h0']);
  one.note(DOC, key(0, 'a'), 'page a').taken = true;
  await one.written();
  await stored(shelf, one.storing(core(['h1']), [append()], 0));
  const words = [said('page a', 0, ['h0'], false), said('page b', 1, ['h0'], true)];
  // Nothing of it is written down: it stands behind what is stored.
  expect((await heard(copied(shelf), 'two', words)).given).toEqual([['b', ['h1']]]);

  one.note(DOC, key(1, 'b'), 'page b');
  await one.written();
  const all = [...words, said('page c', 2, ['h0'], true)];
  const { given, next, entries } = await heard(shelf, 'two', all);
  expect(given).toEqual([
    ['b', ['h1']],
    ['c', null],
  ]);
  // The page may be killed before it has let the words go, whatever became of them.
  expect((await heard(shelf, 'three', all)).given).toHaveLength(2);
  for (const entry of entries) entry.taken = true;
  await stored(shelf, next.storing(core(['h2']), [append()], 0));
  expect((await heard(shelf, 'four', all)).given).toEqual([]);
  expect((await heard(shelf, 'five', [])).given).toEqual([]);
  expect([...shelf.pieces.keys()].filter((name) => name.includes(' one '))).toEqual([]);
});

test('words that are left only after another page has taken over are not done twice', async () => {
  const { journal: one, shelf } = journal();
  one.note(DOC, key(0, 'a'), 'page a');
  await one.written();
  const { next, entries } = await heard(shelf, 'two', []);
  for (const entry of entries) entry.taken = true;
  await stored(shelf, next.storing(core(['h1']), [append()], 0));
  expect((await heard(shelf, 'three', [said('page a', 0, null, false)])).given).toEqual([]);
});

test('a word whose place nobody knows is meant in no document, and a draft is the newest', async () => {
  const draft = { doc: DOC, path: 'title', typed: 'Rapat', heads: [] };
  const { journal: one, shelf } = journal();
  one.draft(DOC, 'title', { ...draft, typed: 'Rap' });
  one.draft(DOC, 'place', { ...draft, path: 'place' });
  await one.written();
  const { given, drafts } = await heard(shelf, 'two', [
    said('page z', 4, ['h0'], true),
    { ask: 'page d', doc: DOC, path: 'title', draft },
    { ask: 'page e', doc: DOC, path: 'place', draft: null },
  ]);
  expect(given).toEqual([['z', ['0'.repeat(64)]]]);
  expect(drafts).toEqual([draft]);
  // Heard once more before they are let go, it is offered once.
  const again = await heard(shelf, 'three', [{ ask: 'page d', doc: DOC, path: 'title', draft }]);
  expect(again.drafts).toEqual([]);
});
