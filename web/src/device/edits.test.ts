import { expect, test } from 'vitest';
import type { Client, Edit, Hex, News } from '../between/contract';
import { Edits } from './edits';
import { Journal } from './journal';
import { Lane } from './lane';

const DOC = 'note/1';
const key = (at: number, insert: string, path = 'body'): Edit => ({
  op: 'splice',
  ...{ path, at, delete: 0, insert },
});

/** What a page wrote that is gone, and what becomes of it in a core that knows these heads. */
async function after(write: (journal: Journal) => void, known: Hex[]) {
  const pieces = new Map<string, unknown>();
  const disk = {
    keep: (news: [string, unknown][]) => {
      for (const [name, value] of news)
        if (value === null) pieces.delete(name);
        else pieces.set(name, structuredClone(value));
      return Promise.resolve();
    },
    kept: () => Promise.resolve([...pieces].sort(([a], [b]) => (a < b ? -1 : 1))),
    append: () => Promise.resolve(),
  };
  const failed = (error: unknown) => {
    throw error;
  };
  const gone = new Journal(disk, 'one', failed);
  write(gone);
  await gone.written();

  const taken: string[] = [];
  const news: News[] = [];
  const client = {
    isOpen: () => true,
    commit: () => [],
    commitPauseMs: () => 1_000_000,
    pinned: () => undefined,
    shown: () => [],
    left: () => [],
    edit: (_doc: string, edit: string) => {
      taken.push((JSON.parse(edit) as { insert: string }).insert);
      return [];
    },
    patches: (_doc: string, _path: string, heads: string) =>
      (JSON.parse(heads) as Hex[]).every((head) => known.includes(head)) ? '[]' : undefined,
  } as Partial<Client> as Client;
  const edits = new Edits(new Lane(), new Journal(disk, 'two', failed), {
    core: () => Promise.resolve(client),
    client: () => client,
    load: () => Promise.resolve(),
    do: () => undefined,
    show: () => undefined,
    halted: () => false,
    holds: () => undefined,
    storing: () => false,
    committed: () => undefined,
    post: (one) => void news.push(one),
  });
  const heirs: Promise<void>[] = [];
  await edits.inheritAll((_tab, heir) => void heirs.push(heir()));
  await Promise.all(heirs);
  const drafts = news.flatMap((one) => (one.news === 'drafts' ? one.drafts : []));
  return { taken, lost: drafts.map(({ path, lost }) => [path, lost]) };
}

test('what was typed in a text that is not here stands nowhere else, and is a draft as a whole', async () => {
  const write = (journal: Journal) => {
    journal.shows(DOC, 'body', ['x']);
    journal.shows(DOC, 'title', ['a']);
    journal.note(DOC, key(5, 'ab'));
    journal.note(DOC, key(0, 'T', 'title'));
    journal.note(DOC, key(7, 'de'));
  };
  expect(await after(write, ['a'])).toEqual({ taken: ['T'], lost: [['body', 'abde']] });
  expect(await after(write, ['a', 'x'])).toEqual({ taken: ['ab', 'T', 'de'], lost: [] });
});

test('the first word of a document that was nowhere yet is put in', async () => {
  const write = (journal: Journal) => {
    journal.shows(DOC, 'body', []);
    journal.note(DOC, key(0, 'W'));
  };
  expect(await after(write, [])).toEqual({ taken: ['W'], lost: [] });
});
