import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, test, type BrowserContext, type Page } from '../../../web/e2e.ts';
import { Phone } from '../../e2e/phone.ts';
import { Relay } from '../../e2e/relay.ts';
import { never, print, quantile, timed, type Figure } from './figures.ts';
import { grow, largest, type Largest } from './district.ts';
import { clickToPaint, slowDown, stopwatch } from './stopwatch.ts';

const ROUNDS = 5;
/** How much slower than this machine's the phone's processor is taken to be. */
const SLOWER = 6;
/** A burst of typing, and the rest after it, in which the core commits and the page shows it. */
const BURST = 'rapat dibuka pukul sembilan. ';
const BURSTS = 4;
const KEY_EVERY_MS = 110;
const REST_MS = 560;
/** As many cards, and as many entries in one log, as the largest district we know of would have. */
const MANY = 222;

const ROW = 'main .list li';

test('the phone', async () => {
  const relay = await Relay.start({ demo: true });
  const profile = mkdtempSync(join(tmpdir(), 'paguyuban-bench-'));
  const figures: Figure[] = [];
  try {
    const found = await joined(profile, relay);
    figures.push(...(await typing(profile, relay, found)));
    figures.push(...(await opening(profile, relay, found, '')));
    await relay.stop();
    figures.push(...(await starting(profile, relay, '')));
    await inBrowser(profile, async (page) => {
      await page.goto(relay.origin);
      await page.evaluate(grow, { log: found.log, many: MANY });
    });
    figures.push(...(await starting(profile, relay, `, ${MANY} members`)));
    figures.push(...(await opening(profile, relay, found, ` (${MANY} entries)`)));
  } finally {
    await relay.end();
    rmSync(profile, { recursive: true, force: true });
  }
  print(figures);
});

/** A phone that has the demo year and the whole shell. */
function joined(profile: string, relay: Relay): Promise<Largest> {
  return inBrowser(profile, async (page) => {
    await new Phone(page, relay).join('organiser', 'Siti Rahayu');
    return page.evaluate(largest);
  });
}

/** With the relay stopped, from the address to the painted list; the browser starts anew each time. */
async function starting(profile: string, relay: Relay, district: string): Promise<Figure[]> {
  const painted: number[] = [];
  const core: number[] = [];
  const longest: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await inBrowser(profile, async (page) => {
      const asked = page.context().waitForEvent('request', (one) => one.url().endsWith('.wasm'));
      await page.goto(`${relay.origin}/#/anggota`, { waitUntil: 'commit' });
      painted.push(await page.evaluate(() => window.stopwatch.list));
      const origin = await page.evaluate(() => performance.timeOrigin);
      const request = await asked;
      await request.response();
      core.push(request.timing().startTime - origin);
      longest.push(Math.max(0, ...(await page.evaluate(() => window.stopwatch.longTasks))));
    });
  }
  return [
    timed(`warm start to the roster${district}`, painted, 1_000),
    timed('  when the core is asked for', core, null),
    timed('  longest task', longest, null),
  ];
}

/** From the click to the painted page. */
async function opening(
  profile: string,
  relay: Relay,
  { note, log }: Largest,
  size: string,
): Promise<Figure[]> {
  const [, village, year] = log.split('/');
  const path = `#/pendampingan/${village}/${year}`;
  const opened: number[][] = [[], [], [], []];
  await inBrowser(profile, async (page) => {
    await page.goto(`${relay.origin}/#/catatan`);
    for (let round = 0; round < ROUNDS; round += 1) {
      await page.locator('nav a[href="#/catatan"]').click();
      opened[0]?.push(await clickToPaint(page, `${ROW} a[href$="${note}"]`, 'main .padded'));
      opened[1]?.push(await clickToPaint(page, 'main a[href$="/ubah"]', 'main textarea'));
      await page.locator('nav a[href="#/pendampingan"]').click();
      await page.locator(`main nav a[href="#/pendampingan/${year}"]`).click();
      opened[2]?.push(await clickToPaint(page, `a[href="${path}"]`, `main .list .item .chips`));
      opened[3]?.push(await clickToPaint(page, 'nav a[href="#/anggota"]', `main .list .avatar`));
    }
  });
  const [read, edit, entries, cards] = opened as [number[], number[], number[], number[]];
  return [
    timed('open a note', read, 500),
    timed('open it for editing', edit, 500),
    timed(`open a village's log${size}`, entries, 500),
    timed('open the roster', cards, 500),
  ];
}

/** In the body of the largest note, with the relay listening. */
async function typing(profile: string, relay: Relay, { note }: Largest): Promise<Figure[]> {
  const p95: number[] = [];
  const longest: number[] = [];
  await inBrowser(profile, async (page) => {
    await page.goto(`${relay.origin}/#/catatan/${note}/ubah`);
    // Not by a click: a phone has no mouse that rests on the page.
    await page.locator('main textarea').last().focus();
    await page.waitForTimeout(2_000);
    for (let round = 0; round < ROUNDS; round += 1) {
      await page.evaluate(() => {
        window.stopwatch.keys.length = 0;
        window.stopwatch.longTasks.length = 0;
      });
      for (let burst = 0; burst < BURSTS; burst += 1) {
        await page.keyboard.type(BURST, { delay: KEY_EVERY_MS });
        await page.waitForTimeout(REST_MS);
      }
      const seen = await page.evaluate(() => window.stopwatch);
      p95.push(quantile(seen.keys, 0.95));
      longest.push(Math.max(0, ...seen.longTasks));
    }
  });
  return [
    timed(`key to paint, 95 of 100 (${BURST.length * BURSTS} keys a round)`, p95, 50),
    never('  longest task while typing', 'ms', longest, 200),
  ];
}

/** One start of the phone's browser, slowed down. */
async function inBrowser<T>(profile: string, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await launched(profile);
  await context.addInitScript(stopwatch, ROW);
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await slowDown(page, SLOWER);
    return await work(page);
  } finally {
    await context.close();
  }
}

function launched(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
    viewport: { width: 360, height: 800 },
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
  });
}
