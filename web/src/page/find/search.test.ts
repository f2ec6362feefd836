import { beforeEach, expect, test } from 'vitest';
import '../kinds/table';
import { decade } from '../../../../tests/e2e/decade';
import type { View } from '../../between/contract';
import { forum } from '../language/forum.svelte';
import { Everything } from './all.svelte';
import { ALL, type Filter } from './filter';
import { itemsIn, sayingsOf, type Item } from './items';
import { closed, hitsIn, marked, sentenceOf } from './marked';
import { waysOf } from './query';
import { namesOf, Search, type Order } from './search.svelte';
import { slipsBetween } from './similar';

const VILLAGES = { '33.02.19.2001': 'Kalikidang', '33.02.19.2003': 'Suka Maju' };
beforeEach(() => {
  const settings = { villages: VILLAGES };
  forum.follow(() => settings);
});

const view = (doc: string, fields: View['fields'], more: Partial<View> = {}): View => ({
  ...{ doc, kind: doc.split('/')[0] ?? '', fields, heads: [], edited: null },
  ...{ conflicts: [], doubts: [], after_archive: [], ...more },
});
const NAMES: Record<string, string> = { M1: "Siti Ma'mun", M2: 'Budi Santosa' };
const CARD = view('member/M1', {
  full_name: "Siti Ma'mun",
  village_code: '33.02.19.2001',
  phone: '+6281234567890',
  can_speak_on: ['K2'],
});
const OTHER = view('member/M2', { full_name: 'Budi Santosa', village_code: '33.02.19.2003' });
const LOG = view('log/33.02.19.2003/2026', {
  entries: {
    E1: {
      topic: 'Pendampingan APBDes',
      date: '2026-03-12',
      mentors: ['M1'],
      mentees: ['M2'],
      competences: ['K2'],
      villages: [],
      notes: 'Dimulai pukul 9. Mengisi Siskeudes bersama-sama. Lalu makan.',
      amount_rp: 1500000,
      follow_ups: { F1: { what: 'Kirim berkas', assignee: 'M2', due_on: '2026-04-01' } },
    },
  },
});
const NOTE = view('note/N1', {
  title: 'Rapat rutin',
  date: '2026-05-02',
  chair: 'M2',
  attendance: { M1: 'hadir' },
  agenda: { A1: { title: 'Iuran', discussion: 'Disepakati sepuluh ribu' } },
  decisions: {
    D1: { text: 'Membeli printer', owner: 'M1' },
    D2: { text: 'Batal membeli', archived_on: '2026-05-03' },
  },
});
const SECRET = view('board/B1', { title: 'Rencana pengurus', body: 'Hanya untuk pengurus' });

async function all(views: View[]): Promise<Item[]> {
  const everything = new Everything();
  everything.read(views);
  await expect.poll(() => everything.ready, { timeout: 20_000 }).toBe(true);
  return everything.items;
}

async function looked(
  views: View[],
  words: string,
  filter: Partial<Filter> = {},
  order: Order = 'best',
) {
  const items = await all(views);
  const members = views.flatMap(({ doc, kind }) =>
    kind === 'member' ? [doc.split('/')[1] ?? ''] : [],
  );
  const names = namesOf(members, (member) => NAMES[member] ?? null);
  const villageOf = (member: string) => (member === 'M2' ? '33.02.19.2003' : '33.02.19.2001');
  const who = { cardOf: (member: string) => member, villageOf };
  const search = new Search();
  await search.ask({ items, words, names, filter: { ...ALL, ...filter }, order, who });
  return { ...search.found, keys: search.found.items.map(({ key }) => key) };
}

const FORUM = [CARD, OTHER, LOG, NOTE, SECRET];
const ENTRY = 'log/33.02.19.2003/2026/entries/E1/';

test.each([
  ['mamun', 'member/M1/'],
  ['MA’MUN siti', 'member/M1/'],
  ['0812-3456-7890', 'member/M1/'],
  ['+62 812 3456 7890', 'member/M1/'],
  ['6281234567890', 'member/M1/'],
  ['(0812) 3456', 'member/M1/'],
  ['812 3456 7890', 'member/M1/'],
  ['damping', ENTRY],
  ['siskeudes', ENTRY],
  ['sukamaju siskeudes', ENTRY],
  ['siskeudes maret 2026', ENTRY],
  ['12/03/2026', ENTRY],
  ['1.500.000', ENTRY],
  ['santosa siskeudes', ENTRY],
  ['berkas', `${ENTRY}follow_ups/F1/`],
  ['apbdes berkas', `${ENTRY}follow_ups/F1/`],
  ['iuran', 'note/N1/agenda/A1/'],
  ['sepuluh iuran rutin', 'note/N1/agenda/A1/'],
  ['printer', 'note/N1/decisions/D1/'],
  ['rencana', 'board/B1/'],
  ['kalikidang', '33.02.19.2001'],
])('%j finds what it should', async (words, key) => {
  const found = await looked(FORUM, words);
  expect(found.keys).toContain(key);
  expect(found.nearly).toBe(false);
});

test('only what has a word of its own is found, and nothing that was put away inside', async () => {
  expect((await looked(FORUM, 'rapat rutin')).keys).toEqual(['note/N1/']);
  expect((await looked(FORUM, 'batal membeli')).keys).toEqual([]);
  expect((await looked(FORUM, 'tidak ada di mana pun')).keys).toEqual([]);
});

test('slips are forgiven where nothing is written so, and only there', async () => {
  const slipped = await looked(FORUM, 'siskudes');
  expect(slipped.nearly).toBe(true);
  expect(slipped.keys).toContain(ENTRY);
  expect(slipped.marks).toContain('siskeudes');
  expect((await looked(FORUM, 'mengisi siskuedes')).keys).toContain(ENTRY);
  // "iuran" is there: what is nearly so ("uraian") is not looked for.
  expect((await looked(FORUM, 'iuran')).keys).toEqual(['note/N1/agenda/A1/']);
});

test('filters by village, person, competence, period, kind and what is not filled in', async () => {
  const keys = async (filter: Partial<Filter>, words = '') =>
    (await looked(FORUM, words, filter)).keys.sort();
  expect(await keys({ village: '33.02.19.2003' })).toEqual(
    ['33.02.19.2003', 'member/M2/', ENTRY, `${ENTRY}follow_ups/F1/`].sort(),
  );
  expect(await keys({ person: 'M1' })).toEqual(
    ['member/M1/', ENTRY, 'note/N1/', 'note/N1/decisions/D1/'].sort(),
  );
  expect(await keys({ competence: 'K2', sort: 'entry' })).toEqual([ENTRY]);
  expect(await keys({ from: '2026-05-01', until: '2026-05-31', sort: 'note' })).toEqual([
    'note/N1/',
  ]);
  expect(await keys({ missing: 'person:phone' })).toEqual(['member/M2/']);
  expect(await keys({ missing: 'entry:result' })).toEqual([ENTRY]);
});

test('both versions of what people disagree about are found', async () => {
  const version = (value: string) => ({
    ...{ id: value, value, member: null, device: null, at: 1, winner: false },
  });
  const versions = [version('Klinik A'), version('Posyandu B')];
  const conflicts = [{ path: 'place', versions }];
  const open = view('event/V1', { title: 'Pelatihan', place: 'Klinik A' }, { conflicts });
  for (const word of ['klinik', 'posyandu'])
    expect((await looked([open], word)).keys).toEqual(['event/V1/']);
  expect(sayingsOf(itemsIn(open)[0] as Item).find(([path]) => path === 'place')?.[1]).toContain(
    'Posyandu B',
  );
});

test('what is gone is gone at once, and what changed is read anew', async () => {
  const everything = new Everything();
  everything.read(FORUM);
  await expect.poll(() => everything.ready).toBe(true);
  everything.read(FORUM.filter((one) => one !== SECRET));
  expect(everything.items.some(({ view: one }) => one === SECRET)).toBe(false);
  const changed = view('note/N1', { title: 'Rapat luar biasa' });
  everything.read([CARD, changed]);
  await expect.poll(() => everything.items.map(({ title }) => title)).toContain('Rapat luar biasa');
  expect(everything.items.some(({ title }) => title === 'Iuran')).toBe(false);
});

test('in the order that was asked for', async () => {
  const years = ['2024', '2026', '2025'];
  const views = years.map((year) =>
    view(`note/${year}`, { title: `Rapat ${year}`, date: `${year}-01-01` }),
  );
  expect((await looked(views, 'rapat', {}, 'newest')).keys[0]).toBe('note/2026/');
  expect((await looked(views, 'rapat', {}, 'oldest')).keys[0]).toBe('note/2024/');
  const best = view('note/B', { title: 'Iuran', date: '2020-01-01' });
  const body = view('note/C', { title: 'Lain', body: 'tentang iuran', date: '2026-01-01' });
  expect((await looked([body, best], 'iuran')).keys).toEqual(['note/B/', 'note/C/']);
});

test('the sentence with the match is shown, and the match is marked as it was written', () => {
  const text = 'Dimulai pukul 9. Mengisi Siskeudes bersama Bu Ma’mun. Lalu makan.';
  expect(sentenceOf(text, ['siskeudes'])).toBe('… Mengisi Siskeudes bersama Bu Ma’mun. …');
  expect(marked('Bu Ma’mun, Café', ['mamun', 'cafe'])).toEqual([
    { text: 'Bu ', hit: false },
    { text: 'Ma’mun', hit: true },
    { text: ', ', hit: false },
    { text: 'Café', hit: true },
  ]);
  expect(marked('Suka Maju 😀', ['sukamaju'])[0]).toEqual({ text: 'Suka Maju', hit: true });
  expect(hitsIn(closed('Siti Rahayu'), ['siti', 'budi'])).toBe(1);
  const long = `${'kata '.repeat(200)}siskeudes ${'lain '.repeat(200)}`;
  const cut = sentenceOf(long, ['siskeudes']);
  expect(cut.length).toBeLessThan(200);
  expect(cut).toContain('siskeudes');
});

test('numbers are words in every way they are written', () => {
  expect(waysOf('0812-3456-7890')).toEqual([['081234567890', '6281234567890']]);
  expect(waysOf('+62 (281) 641 234')).toEqual([['0281641234', '62281641234']]);
  expect(waysOf('Rp 1.500.000')).toEqual([['rp'], ['1500000']]);
  expect(waysOf('12 2026')).toEqual([['12'], ['2026']]);
});

test.each([
  ['siskudes', 'siskeudes', 1],
  ['siskudes', 'siskeudesnya', 1],
  ['spirnter', 'sprinter', 1],
  ['rapat', 'rapat', 0],
  ['rapat', 'rumah', 2],
])('between %j and %j: %i', (written, word, slips) => {
  expect(slipsBetween(written, word, 1)).toBe(slips);
});

test('of ten years everything can be found, and more letters are looked for in what answered fewer', async () => {
  const views = decade().map((one) => one.view as unknown as View);
  const items = await all(views);
  const of = (sort: string) => items.filter((item) => item.sort === sort).length;
  expect([of('person'), of('entry'), of('note'), of('agenda')]).toEqual([300, 2_160, 240, 960]);
  const names = namesOf([], () => null);
  const who = { cardOf: (member: string) => member, villageOf: () => '' };
  const search = new Search();
  for (const words of ['s', 'si', 'sisk', 'siskeudes', 'siskeudes jum’at']) {
    const asked = { items, words, names, filter: ALL, order: 'best' as const, who };
    await search.ask(asked);
    const fresh = new Search();
    await fresh.ask(asked);
    expect(search.found.items.map(({ key }) => key)).toEqual(
      fresh.found.items.map(({ key }) => key),
    );
    expect(search.found.items.length).toBeGreaterThan(0);
  }
}, 60_000);
