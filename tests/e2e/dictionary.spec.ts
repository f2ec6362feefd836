import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { expect, sheetsIn, test, type BrowserContext, type Page } from '../../web/e2e.ts';
import { buildMarked, MARKS } from '../../web/marked.ts';
import { KINDS } from './dist.ts';
import { disagreements, TYPED_APART } from './dress-apart.ts';
import {
  at,
  begun,
  documents,
  importing,
  laidOut,
  leave,
  locked,
  OTHER_PLACES,
  papers,
  REFUSED,
  settled,
  sheets,
  TAKEN_IN,
  type Faults,
  type Screen,
} from './dress.ts';
import { Phone, Unkept } from './phone.ts';
import { Relay } from './relay.ts';
import { look, PLACES } from './screens.ts';

const NAME = 'Siti Rahayu';
const OTHERS = ['Ratna Widyastuti', 'Bambang Prasetya'] as const;
type Language = keyof typeof MARKS;
/** Signs and names that are the same in every language. */
const NAMES =
  /^(paguyuban|rp|idr|wib|kb|mb|gb|pdf|csv|xlsx?|xls|a4|f4|whatsapp|nip|qr|pin|p-256)$/i;
/** An amount that is said in full. */
const IN_WORDS = /^[a-z -]+ rupiah$/;
/** What each language calls itself. */
const LANGUAGES = new Set(['Bahasa Indonesia', 'English']);
/** Addresses, and the codes of phones and invitations. */
const ADDRESSES = /https?:\/\/\S+|\b[0-9a-f]{16}\b|\b([0-9a-f]{4} ){9}[0-9a-f]{4}\b/g;

const plain = (word: string) => word.toLowerCase().replace(/[^\p{L}\d-]/gu, '');
const CALENDARS = { id: calendarWords('id-ID'), en: calendarWords('en-GB') };

/** What the screens that somebody has begun hold. */
const TYPED = [
  'siskeudes',
  'xyzzy',
  'Pembukaan',
  'Laporan kas',
  'Penutup',
  'Rapat tertutup',
  'Beban kerja',
];

/** The page is built anew. */
const BUILD_PATIENCE_MS = 300_000;
/** Of a longer one a part may be shown. */
const EXCERPT_LENGTH = 20;
/** What is wrong for longer than this stays wrong. */
const SETTLE_MS = 800;
let marked = '';
let relay: Relay;
let context: BrowserContext;
let phone: Phone;
let data: Written;

// The marked page is built once, and one phone goes through all groups.
test.describe.configure({ mode: 'default' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(BUILD_PATIENCE_MS);
  marked = mkdtempSync(join(tmpdir(), 'paguyuban-marked-'));
  const [begun] = await Promise.all([Relay.start({ demo: true }), buildMarked(marked)]);
  relay = begun;
  context = await browser.newContext({ serviceWorkers: 'block', reducedMotion: 'reduce' });
  await context.route(
    (url) => !url.pathname.startsWith('/api/'),
    async (route) => {
      const { pathname } = new URL(route.request().url());
      const file = pathname === '/' ? '/index.html' : pathname;
      await route.fulfill({
        body: readFileSync(join(marked, file)),
        contentType: KINDS[extname(file)] ?? 'application/octet-stream',
      });
    },
  );
  phone = new Unkept(await context.newPage(), relay);
  await phone.join('organiser', NAME);
  data = await known();
});
test.afterAll(async () => {
  await context.close();
  await relay.end();
  rmSync(marked, { recursive: true, force: true });
});

/** What has been written until now, by whomever, and what will be typed. */
async function known(): Promise<Written> {
  const written = [...relay.exported().values()].flatMap((json) => strings(JSON.parse(json)));
  const taken = [...(await sheetsIn(readFileSync(TAKEN_IN))).values()].flat(2).map(String);
  const files = [TAKEN_IN, REFUSED].map((file) => basename(file));
  const people = [NAME, ...OTHERS].flatMap((name) => [`HP ${name}`, ...name.split(' ')]);
  const typed = ['Paguyuban Uji', ...people, ...TYPED, ...TYPED_APART, ...files];
  return new Written([...written, ...taken, ...typed]);
}

/** What two others disagree about, on phones whose page is the usual one. */
async function asked(): Promise<Screen[]> {
  const browser = context.browser();
  if (!browser) throw new Error('no browser');
  const joined = async (name: string) => {
    const one = new Phone(await (await browser.newContext()).newPage(), relay);
    await one.join('organiser', name);
    return one;
  };
  const [siti, budi] = [await joined(OTHERS[0]), await joined(OTHERS[1])];
  const screens = await disagreements({ relay, siti, budi, reader: phone });
  for (const { page } of [siti, budi]) await page.context().close();
  data = await known();
  return screens;
}

const GROUPS: Record<string, () => Screen[] | Promise<Screen[]>> = {
  pages: () => [...PLACES, ...OTHER_PLACES].map(at),
  documents: () => documents(phone),
  'paper and history': () => papers(phone),
  'what opens over a page': () => sheets,
  'files that are taken in': () => importing,
  'what two disagree about': asked,
  // Late: a beginning made of words gives their marks to the core, which refuses such signs and says so for a while.
  'what somebody has begun': () => begun,
  'a phone with a PIN': () => locked,
};

for (const [name, screens] of Object.entries(GROUPS))
  test(`each word is of its dictionary or somebody wrote it, in both languages: ${name}`, async () => {
    test.slow();
    const { page } = phone;
    const faults: Faults = {};
    for (const screen of await screens()) {
      await screen.reach(phone);
      await told(page, 'id', screen.name, faults);
      await speak(page, 'en');
      await told(page, 'en', screen.name, faults, () => again(screen));
      for (const sight of ['small', 'letters of 200 %'] as const)
        await laidOut(page, sight, `in English, ${screen.name}`, faults);
      await look(page, 'phone');
      await speak(page, 'id');
      await leave(page);
    }
    expect(faults).toEqual({});
  });

/** What stood in fields when the page came stays as it was; a page that comes anew has it in the other language. */
async function again(screen: Screen): Promise<void> {
  if (!/^#\S+$/.test(screen.name)) return;
  await phone.go('#/tidak-ada');
  await screen.reach(phone);
}

/** Changes the language where the page is, as no person can: below a sheet that is open. */
async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate(
    (code) => (globalThis as unknown as { speak(code: string): Promise<void> }).speak(code),
    language,
  );
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/** What people have written. A text may be shown in parts; a word alone is one only if it was written alone. */
class Written {
  readonly #all: string;
  readonly #pieces: Set<string>;

  constructor(texts: string[]) {
    this.#all = texts.join('\n').toLowerCase();
    this.#pieces = new Set(texts.flatMap(pieces).map(withoutNumbers));
  }

  /** `cut`: it stands in what is said to be a part. */
  has(piece: string, cut: boolean): boolean {
    const known = withoutNumbers(piece);
    const isPart = cut || known.length >= EXCERPT_LENGTH;
    return this.#pieces.has(known) || (isPart && this.#all.includes(known));
  }
}

const withoutNumbers = (text: string) =>
  text
    .toLowerCase()
    .replace(/(^|\s)[\d.]+(?=\s|$)/g, ' ')
    .trim();

const pieces = (text: string) => text.split(/[·,;:()“”"–—/\n|…→•×]+/).map((piece) => piece.trim());

/** All texts below it; of a name each part is one too, for somebody is called by one of them. */
function strings(value: unknown, key = ''): string[] {
  if (typeof value === 'string')
    return key.endsWith('name') ? [value, ...value.split(' ')] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => strings(one, name));
}

/** Notes the words that are not of the language's dictionary, no value that somebody wrote, and no date. */
async function told(
  page: Page,
  language: Language,
  name: string,
  faults: Faults,
  again = async () => {},
): Promise<void> {
  await expect(page.getByRole('main')).toBeVisible();
  await settled(page);
  const foreign = MARKS[language === 'id' ? 'en' : 'id'][0];
  const look = async () =>
    (await page.evaluate(visibleTexts)).flatMap((text) => {
      if (text.includes(foreign)) return [`of the other language: ${text.trim()}`];
      return pieces(outside(text, MARKS[language]).replace(ADDRESSES, ''))
        .filter((piece) => /\p{L}{2}/u.test(piece) && !ofNoLanguage(piece, language))
        .filter((piece) => !data.has(piece, text.includes('…')))
        .map((piece) => `of no dictionary: ${piece} (${text.trim().slice(0, 80)})`);
    });
  let found = await look();
  if (found.length > 0) {
    await again();
    await page.waitForTimeout(SETTLE_MS);
    found = await look();
  }
  if (found.length > 0) faults[`${language}, ${name}`] = [...new Set(found)];
}

/** Numbers, days as `Intl` says them, and what is called the same everywhere. */
function ofNoLanguage(piece: string, language: Language): boolean {
  if (LANGUAGES.has(piece) || IN_WORDS.test(piece)) return true;
  return piece
    .split(/\s+/)
    .every(
      (word) =>
        !/\p{L}{2}/u.test(word) || NAMES.test(plain(word)) || CALENDARS[language].has(plain(word)),
    );
}

/** What stands outside all marks. */
function outside(text: string, [before, after]: readonly [string, string]): string {
  let depth = 0;
  let found = '';
  for (const sign of text) {
    if (sign === before) depth += 1;
    if (depth === 0) found += sign;
    if (sign === after) depth = Math.max(0, depth - 1);
    if (sign === after && depth === 0) found += ' · ';
  }
  return found;
}

/** What `Intl` says of days, in this language. */
function calendarWords(locale: string): Set<string> {
  const said: string[] = [];
  for (const style of ['long', 'short'] as const) {
    const month = new Intl.DateTimeFormat(locale, { month: style });
    const weekday = new Intl.DateTimeFormat(locale, { weekday: style });
    for (let n = 0; n < 12; n += 1)
      said.push(month.format(Date.UTC(2026, n, 5)), weekday.format(Date.UTC(2026, 0, n)));
    const whole = new Intl.DateTimeFormat(locale, { dateStyle: style, timeStyle: style });
    said.push(whole.format(Date.UTC(2026)));
  }
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const unit of ['minute', 'hour', 'day', 'month', 'year'] as const)
    for (const n of [-9, -2, -1, 0, 1, 2, 9]) said.push(relative.format(n, unit));
  said.push(new Intl.ListFormat(locale).format(['1', '2', '3']));
  return new Set(said.flatMap((text) => text.split(/\s+/)).map(plain));
}

/** What a person sees or hears of the page, text by text; runs in the page. */
function visibleTexts(): string[] {
  const found = [document.title];
  const scope = document.querySelector('dialog[open]') ?? document.body;
  for (const node of scope.querySelectorAll('*')) {
    const shown = node.checkVisibility({ visibilityProperty: true }) || node.closest('select');
    if (!shown || node.matches('script, style, noscript')) continue;
    for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'aria-description'])
      found.push(node.getAttribute(name) ?? '');
    if (node.matches('[aria-hidden="true"], [aria-hidden="true"] *')) continue;
    // A sentence of which a part is set apart is one all the same.
    const inline = [...node.childNodes].some(
      (child) => child.nodeType === Node.TEXT_NODE && (child.textContent ?? '').trim() !== '',
    );
    const above = node.parentElement;
    const partOf =
      above !== null &&
      [...above.childNodes].some(
        (child) => child.nodeType === Node.TEXT_NODE && (child.textContent ?? '').trim() !== '',
      );
    if (inline && !partOf) found.push(node.textContent ?? '');
  }
  return found.filter((text) => text.trim() !== '');
}
