import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { expect, test, type Browser, type Page } from '../../web/e2e.ts';
import { buildMarked, MARKS } from '../../web/marked.ts';
import { KINDS } from './dist.ts';
import { at, begun, documents, importing, OTHER_PLACES, papers, sheets } from './dress.ts';
import { Unkept, type Phone } from './phone.ts';
import { Relay } from './relay.ts';
import { PLACES } from './screens.ts';

const NAME = 'Siti Rahayu';
type Language = keyof typeof MARKS;
const LOCALES: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };
/** Signs and names that are the same in every language. */
const NAMES = /^(rp|wib|kb|mb|gb|pdf|csv|xlsx?|xls|a4|f4|whatsapp|id|en|vs?|nip|qr|pin|p-256)$/i;

let marked = '';

test.beforeAll(async () => {
  marked = mkdtempSync(join(tmpdir(), 'paguyuban-marked-'));
  await buildMarked(marked);
});
test.afterAll(() => rmSync(marked, { recursive: true, force: true }));

test('every word on an Indonesian screen is of the dictionary, or somebody wrote it', async ({
  browser,
}) => {
  test.slow();
  await withMarks(browser, async (phone, data) => {
    const faults: Record<string, string[]> = {};
    const places = [...PLACES, ...OTHER_PLACES].map(at);
    const all = [...places, ...(await documents(phone)), ...(await papers(phone))];
    for (const { name, reach } of [...all, ...sheets, ...begun, ...importing]) {
      await reach(phone);
      await told(phone.page, 'id', data, name, faults);
      await phone.page.keyboard.press('Escape');
      await expect(phone.page.getByRole('dialog')).toHaveCount(0);
    }
    expect(faults).toEqual({});
  });
});

test('and on an English one of the other', async ({ browser }) => {
  test.slow();
  await withMarks(browser, async (phone, data) => {
    const { page } = phone;
    const places = [...PLACES, ...OTHER_PLACES].map(at);
    const all = [...places, ...(await documents(phone)), ...(await papers(phone))];
    await page.evaluate(() => localStorage.setItem('paguyuban.language', 'en'));
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    const faults: Record<string, string[]> = {};
    for (const { name, reach } of all) {
      await reach(phone);
      await told(page, 'en', data, name, faults);
    }
    expect(faults).toEqual({});
  });
});

/** A phone whose page has every sentence of its dictionaries in marks, and all that people have written. */
async function withMarks(
  browser: Browser,
  work: (phone: Phone, data: string) => Promise<void>,
): Promise<void> {
  const relay = await Relay.start({ demo: true });
  const context = await browser.newContext({ serviceWorkers: 'block', reducedMotion: 'reduce' });
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
  const phone = new Unkept(await context.newPage(), relay);
  await phone.join('organiser', NAME);
  const written = [...relay.exported().values()].flatMap((json) => strings(JSON.parse(json)));
  await work(phone, [...written, 'Paguyuban Uji', `HP ${NAME}`].join('\n').toLowerCase());
  await context.close();
  await relay.end();
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(strings);
}

/** Notes the words that are not of the language's dictionary, no value that somebody wrote, and no date. */
async function told(
  page: Page,
  language: Language,
  data: string,
  name: string,
  faults: Record<string, string[]>,
): Promise<void> {
  await expect(page.getByRole('main')).toBeVisible();
  const calendar = calendarWords(LOCALES[language]);
  const own = (piece: string) =>
    piece.split(/\s+/).every((word) => !/\p{L}{2}/u.test(word) || calendar.has(plain(word))) ||
    data.includes(piece.toLowerCase()) ||
    piece.split(/\s+/).every((word) => NAMES.test(plain(word)) || calendar.has(plain(word)));
  const foreign = MARKS[language === 'id' ? 'en' : 'id'][0];
  const look = async () =>
    (await page.evaluate(visibleTexts)).flatMap((text) => {
      if (text.includes(foreign)) return [`of the other language: ${text.trim()}`];
      const pieces = outside(text, MARKS[language]).split(/[·,;:()“”"–—/\n|…→•]+/);
      return pieces
        .map((piece) => piece.trim())
        .filter((piece) => /\p{L}{2}/u.test(piece) && !own(piece))
        .map((piece) => `of no dictionary: ${piece}`);
    });
  let found: string[] = [];
  await expect
    .poll(async () => (found = await look()), { timeout: 5_000 })
    .toEqual([])
    .catch(() => undefined);
  if (found.length > 0) faults[name] = [...new Set(found)];
}

const plain = (word: string) => word.toLowerCase().replace(/[^\p{L}\d-]/gu, '');

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
    for (let month = 0; month < 12; month += 1)
      for (const part of [{ month: style }, { weekday: style, day: 'numeric' }] as const)
        said.push(new Intl.DateTimeFormat(locale, part).format(Date.UTC(2026, month, month + 5)));
    said.push(
      new Intl.DateTimeFormat(locale, { dateStyle: style, timeStyle: style }).format(
        Date.UTC(2026),
      ),
    );
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
