import { readFileSync } from 'node:fs';
import { expect, type Page } from '../../web/e2e.ts';
import type { Phone } from './phone.ts';
import type { Relay } from './relay.ts';
import { test } from './two-phones.ts';

// Whatever stands in a document, no screen goes: every kind, every field, every part of a view, every page.

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

const ID = '01J00000000000000000000000';
const INSIDE = '01J00000000000000000000001';
const DOCS: Record<string, string> = {
  member: `member/${ID}`,
  log: 'log/33.02.19.2003/2026',
  note: `note/${ID}`,
  board: `board/${ID}`,
  private: `private/${ID}/01J00000000000000000000002`,
  assessment: `assessment/${ID}/2026`,
  settings: 'settings',
};

/** Of every type, far beyond every limit, and what turns or breaks lines. */
const HOSTILE: Record<string, Json> = {
  'two to the 62nd': 2 ** 62,
  'its opposite': -(2 ** 62),
  'the largest number': Number.MAX_VALUE,
  'a fraction': 0.1,
  'no text': '',
  'a number as text': '4611686018427387904',
  'a day that is none': '2026-02-31',
  'a year beyond calendars': '999999-01-01',
  'a text without an end': 'x'.repeat(200_000),
  'marks that turn and break': '\u202e\u0000\ud800</script><b>{{1}}',
  'the name of what every object has': '__proto__',
  yes: true,
  nothing: null,
  'a list': [],
  'a list of everything': [null, 7, {}, [[]], 'x'],
  'an object': {},
  'an object of objects': { a: { b: { c: null } }, constructor: 1, [INSIDE]: 7 },
};

/** The paths of all fields of a kind, as the protocol's tables have them. */
function pathsOf(kind: string): string[] {
  const tables = readFileSync(new URL('../../docs/PROTOCOL-TABLES.md', import.meta.url), 'utf8');
  const same = kind === 'board' ? 'note' : kind === 'private' ? 'log' : kind;
  const table = tables.split(`## Fields of \`${same}\``)[1]?.split('\n## ')[0] ?? '';
  return [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, path = '']) =>
    path.replace(/\{[^}]+\}/g, INSIDE),
  );
}

const VALUES = Object.values(HOSTILE);

/** Each field holds another of them, turn by turn: after as many turns as there are, each has held each. */
function fieldsOf(kind: string, turn: number, outermost: boolean): Json {
  const fields: Record<string, Json> = {};
  const paths = pathsOf(kind);
  const holdsOthers = (path: string) => paths.some((other) => other.startsWith(`${path}/`));
  const taken = paths.filter((path) => (outermost ? !path.includes('/') : !holdsOthers(path)));
  for (const [number, path] of taken.entries()) {
    const names = path.split('/');
    const last = names.pop() ?? '';
    let at = fields;
    for (const name of names) at = (at[name] ??= {}) as Record<string, Json>;
    at[last] = VALUES[(number + turn) % VALUES.length] ?? null;
  }
  return fields;
}

/** What a view has beside its fields, each with another of them. */
function besides(turn: number): Record<string, Json> {
  const value = (number: number) => VALUES[(number + turn) % VALUES.length] ?? null;
  return {
    heads: value(0),
    conflicts: [{ path: value(1), versions: value(2) }, value(3), { path: 'title', versions: [] }],
    doubts: [
      { id: value(4), path: value(5), a: value(6), b: value(7), merged: value(8) },
      value(9),
    ],
    after_archive: value(10),
    edited: turn % 2 ? value(11) : { member: value(12), at: value(13) },
  };
}

/** The view of a document of this kind, as text. */
type View = (kind: string) => string;

function viewOf(kind: string, parts: Record<string, Json | undefined>): string {
  return JSON.stringify({
    ...{ doc: DOCS[kind] ?? '', kind, heads: [], fields: {}, conflicts: [], doubts: [] },
    ...{ after_archive: null, edited: { member: null, at: 0 } },
    ...parts,
  });
}

/** Every page that there is (`web/src/page/shell/route.svelte.ts`), of these documents and of none. */
const LOG = '#/pendampingan/33.02.19.2003/2026';
const PAGES = [
  ...['#/', '#/anggota', `#/anggota/${ID}`, `#/anggota/${ID}/ubah`, '#/anggota/x'],
  ...['#/pendampingan', '#/pendampingan/2026', LOG, `${LOG}/${INSIDE}`, `${LOG}/${INSIDE}/ubah`],
  ...['#/catatan', `#/catatan/${ID}`, `#/catatan/${ID}/ubah`, `#/catatan/${INSIDE}/ubah/notulensi`],
  ...['#/sinkron', '#/tertahan', '#/paket', '#/pengurus', '#/pengurus/tindakan'],
  ...['#/pengaturan', '#/pengaturan/forum', '#/pengaturan/forum/ubah', '#/gabung', '#/lain'],
];

const TURNS = Object.keys(HOSTILE).map((what, turn) => ({ what, turn }));
const LISTS = [
  '#/anggota',
  '#/pendampingan/2026',
  LOG,
  '#/catatan',
  `#/catatan/${ID}`,
  '#/tertahan',
];

test('no page goes, whatever stands in any field of any document', async ({ relay, siti }) => {
  test.setTimeout(600_000);
  for (const kind of Object.keys(DOCS)) expect(pathsOf(kind).length, kind).toBeGreaterThan(2);
  for (const { what, turn } of TURNS)
    await look(relay, siti, `${what} first in the fields`, PAGES, (kind) =>
      viewOf(kind, { fields: fieldsOf(kind, turn, false) }),
    );
});

test('no page goes, whatever stands where other fields should be, or beside them', async ({
  relay,
  siti,
}) => {
  test.setTimeout(600_000);
  for (const { what, turn } of TURNS) {
    await look(relay, siti, `${what} first in the outermost fields`, LISTS, (kind) =>
      viewOf(kind, { fields: fieldsOf(kind, turn, true) }),
    );
    await look(relay, siti, `${what} first beside the fields`, LISTS, (kind) =>
      viewOf(kind, { ...besides(turn), fields: { title: 'Rapat', full_name: 'Siti' } }),
    );
  }
  for (const part of ['kind', 'heads', 'fields', 'conflicts', 'doubts', 'after_archive', 'edited'])
    await look(relay, siti, `without ${part}`, LISTS, (kind) =>
      viewOf(kind, { [part]: undefined }),
    );
});

/** Puts such views in the place of all documents, and looks at the pages. */
async function look(
  relay: Relay,
  { page }: Phone,
  what: string,
  pages: string[],
  view: View,
): Promise<void> {
  const errors: string[] = [];
  const listen = (error: Error) => errors.push(error.message);
  page.on('pageerror', listen);
  await page.goto(`${relay.origin}/icon.svg`);
  const views = Object.entries(DOCS).map(([kind, doc]) => [doc, view(kind)] as const);
  await page.evaluate(put, views);
  await page.goto(`${relay.origin}/#/`);
  await stands(page, `${what} at the start`);
  for (const at of pages) {
    await page.evaluate((hash) => (location.hash = hash), at);
    await stands(page, `${what} at ${at}`);
  }
  page.off('pageerror', listen);
  expect(errors, what).toEqual([]);
}

/** Puts these views in the place of documents. */
async function put(views: (readonly [string, string])[]): Promise<void> {
  const opening = indexedDB.open('paguyuban');
  await new Promise((done) => (opening.onsuccess = done));
  const tx = opening.result.transaction('docs', 'readwrite');
  const ledger = { heads: [], relay: [], seq: 0, unsent: 0, refused: null };
  for (const [doc, view] of views) tx.objectStore('docs').put({ doc, ledger, view }, doc);
  await new Promise((done) => (tx.oncomplete = done));
  opening.result.close();
}

/** The page has words, something that can be tapped, and nowhere what objects and errors read as. */
async function stands(page: Page, where: string): Promise<void> {
  const look = () =>
    page.evaluate(() => {
      const main = document.querySelector('main');
      const words = main?.innerText ?? '';
      const tappable = [...document.querySelectorAll('button, a[href], input, summary')].some(
        (one) => !(one as HTMLButtonElement).disabled && one.getClientRects().length > 0,
      );
      const raw = /\[object |undefined|NaN|Invalid Date|TypeError/.exec(words)?.[0] ?? '';
      const wide = document.documentElement.scrollWidth > innerWidth + 1;
      return `${/\p{L}{3}/u.test(words) && tappable ? 'stands' : 'is blank'} ${raw}${wide ? 'wide' : ''}`;
    });
  await expect.poll(look, { message: where, intervals: [20, 50, 100, 250] }).toBe('stands ');
}
