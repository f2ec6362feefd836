import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { View } from '../../between/contract';
import { mayChoose, mayWrite } from '../../plain/access';
import type { Spec } from '../../plain/fields';
import { ICONS } from '../../plain/icons';
import { kinds, knowKinds, type Kind } from '../../plain/kinds';
import { specAt } from '../../plain/specs';
import { kindIcon, kindName, titleOf } from '../language/titles';
import { fieldName, language } from '../language/words.svelte';
import { blankView } from '../phone/context';
import { Shelf } from '../phone/shelf.svelte';
import { hrefOf, listOf, pageOf, partOf, routeOf } from '../shell/route.svelte';
import { KINDS } from './table';

const CODES = ['id', 'en'] as const;
const store = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };

beforeEach(() => {
  // What the page has and this does not.
  const addEventListener = () => undefined;
  Object.assign(globalThis, {
    document: { documentElement: {}, addEventListener },
    addEventListener,
  });
});
afterEach(() => language.choose('id', store));

/** A document of the kind that somebody else may have. */
const someDoc = ({ name, parts }: Kind) => [name, ...parts.map((_, at) => `A${at}`)].join('/');
const allSpecs = ({ specs }: Kind): Spec[] =>
  Object.values(specs).flatMap((some): Spec[] => ('name' in some ? [some] : [...some]));

test('the table names every kind once, each with a route of its own', () => {
  for (const part of ['name', 'route'] as const)
    expect(new Set(KINDS.map((kind) => kind[part])).size).toBe(KINDS.length);
  expect(KINDS.filter(({ list }) => list?.tab).map(({ name }) => name)).toEqual([
    'member',
    'log',
    'note',
  ]);
});

for (const kind of KINDS) {
  const doc = someDoc(kind);

  test(`${kind.name}: its addresses lead to its pages and back`, () => {
    expect(routeOf(hrefOf(doc))).toMatchObject({ at: 'kind', page: 'document', doc });
    if (!kind.list) expect(listOf(doc)).toBe('#/');
    else
      expect(routeOf(listOf(doc))).toMatchObject({ kind: kind.name, page: 'list', editing: false });
    if (kind.records) {
      const path = `${kind.records.name}/R/`;
      expect(partOf(doc, `${path}topic`)).toBe(path);
      const page = routeOf(pageOf(doc, `${path}topic`));
      expect(page).toMatchObject({ page: 'record', doc, names: { [kind.records.key]: 'R' } });
    } else expect(pageOf(doc, 'title')).toBe(hrefOf(doc));
    const begun = routeOf(`${pageOf(doc, '')}/ubah/begin`);
    expect(begun).toMatchObject({ doc, editing: true, begin: 'begin' });
  });

  test(`${kind.name}: it is called something in both languages, and so is each of its fields`, async () => {
    const said = new Map<string, string[]>();
    for (const code of CODES) {
      await language.choose(code, store);
      const at = routeOf(hrefOf(doc));
      if (at.at !== 'kind') throw new Error('no page');
      const bar = kind.bar(at, undefined);
      expect(routeOf(bar.back).at).not.toBe('unknown');
      const words = [kind.called(), kind.title(blankView(doc, kind.name), ''), bar.title];
      if (kind.list) words.push(kind.list.title());
      if (kind.list?.tab) words.push(kind.list.tab());
      expect(words.every((word) => word.trim() !== '')).toBe(true);
      said.set(code, words);
      for (const { name } of allSpecs(kind)) expect(fieldName(name), name).not.toBe(name);
    }
    expect(said.get('id')).not.toEqual(said.get('en'));
    expect(kind.icon in ICONS).toBe(true);
  });

  test(`${kind.name}: who may write it is said for every role`, () => {
    // What is about somebody, only they may write.
    expect(mayWrite('organiser', 'SITI', doc.replace('/A0', '/SITI'))).toBe(true);
    expect(mayWrite('viewer', 'SITI', doc)).toBe(false);
  });

  test(`${kind.name}: its pages come`, async () => {
    kind.pages.fetch();
    await expect.poll(() => kind.pages.pages?.Page, { timeout: 60_000 }).toBeTypeOf('function');
  }, 90_000);
}

test('a kind that is only in the table is found, read, called and kept as every other', () => {
  const invented: Kind = {
    name: 'harvest',
    route: 'panen/raya',
    icon: 'flag',
    parts: ['village', 'season'],
    records: { name: 'fields', key: 'field' },
    list: { title: () => 'Panen', tab: () => 'Panen', parts: ['season'] },
    called: () => 'Panen desa',
    title: (view, below) => `Panen ${view.doc} ${below}`.trim(),
    bar: ({ names }) => ({ title: names['village'] ?? '', back: listOf('harvest') }),
    specs: { '': [{ name: 'weight', is: 'rupiah' }], fields: [{ name: 'grown', is: 'text' }] },
    mayWrite: ({ role }, [village]) => role === 'viewer' && village === 'A',
    mayChoose: (_role, path) => path !== 'weight',
  };
  knowKinds([...KINDS, invented]);
  const view: View = { ...blankView('harvest/A/2026', 'harvest'), fields: { weight: 1 } };
  expect(routeOf('#/panen/raya')).toMatchObject({ page: 'list', names: { season: '' } });
  expect(routeOf('#/panen/raya/2026')).toMatchObject({ page: 'list', names: { season: '2026' } });
  expect(routeOf('#/panen/raya/A/2026/F/ubah')).toMatchObject({
    page: 'record',
    doc: 'harvest/A/2026',
    names: { village: 'A', season: '2026', field: 'F' },
    editing: true,
  });
  expect(pageOf('harvest/A/2026', 'fields/F/grown')).toBe('#/panen/raya/A/2026/F');
  expect(titleOf(view)).toBe('Panen harvest/A/2026');
  expect([kindName('harvest'), kindIcon('harvest')]).toEqual(['Panen desa', 'flag']);
  expect(specAt('harvest', 'fields/F/grown').is).toBe('text');
  expect(specAt('harvest', 'weight').is).toBe('rupiah');
  expect([mayWrite('viewer', '', 'harvest/A/2026'), mayWrite('viewer', '', 'harvest/B/1')]).toEqual(
    [true, false],
  );
  expect(mayChoose('organiser', 'harvest/A/2026', 'weight', 1)).toBe(false);
  const shelf = new Shelf();
  const ledger = { unsent: 1 } as Parameters<Shelf['learn']>[2];
  shelf.learn(view.doc, JSON.stringify({ ...view, heads: ['aa'] }), ledger);
  expect(shelf.of('harvest').map((one) => one.view.doc)).toEqual(['harvest/A/2026']);
  expect(shelf.paged.length).toBe(1);
  expect(kinds().at(-1)?.name).toBe('harvest');
});

const SRC = join(import.meta.dirname, '../..');
const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.(ts|svelte)$/.test(name) && !/\.test\.ts$/.test(name),
);

test('no file but that of its kind names its route', () => {
  const named = sources.filter((name) => {
    // Reports have names of their own, which stand behind their route; two are words for a kind as well.
    if (name.startsWith('words/') || name.startsWith('page/reports/sections/')) return false;
    const text = readFileSync(join(SRC, name), 'utf8');
    return KINDS.some(({ route }) => text.includes(`#/${route}`) || quotes(text, route));
  });
  expect(named.map((name) => name.replace(/.*\//, ''))).toEqual(KINDS.map(() => 'kind.ts'));
});

test('what serves every kind names none', () => {
  const generic = [
    'App.svelte',
    'main.ts',
    'page/shell/route.svelte.ts',
    'page/language/titles.ts',
    'page/parts/BottomNav.svelte',
    'page/parts/DocPage.svelte',
    'page/phone/shelf.svelte.ts',
    'plain/kinds.ts',
    'plain/specs.ts',
    'plain/access.ts',
  ];
  const naming = generic.flatMap((name) => {
    const text = readFileSync(join(SRC, name), 'utf8');
    return KINDS.filter((kind) => quotes(text, kind.name)).map((kind) => `${name}: ${kind.name}`);
  });
  // The app has a page of that name, which shows no document.
  expect(naming.filter((one) => !/(App|route).*: settings$/.test(one))).toEqual([]);
});

function quotes(text: string, word: string): boolean {
  return [`'${word}'`, `"${word}"`, `\`${word}\``, `'${word}/'`].some((quoted) =>
    text.includes(quoted),
  );
}
