import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type Page } from '../../../web/e2e.ts';
import { fill } from '../../e2e/decade.ts';
import { Phone } from '../../e2e/phone.ts';
import { Relay } from '../../e2e/relay.ts';
import { never, quantile, table, timed, type Figure } from './figures.ts';
import { slowDown, stopwatch } from './stopwatch.ts';

const ROUNDS = 3;
const SLOWER = 6;
const KEY_EVERY_MS = 150;
/** Words that are in much, in little, in names, and nowhere. */
const WORDS = ['siskeudes jumat', 'damping laporan', 'mamun 17', 'printer rusak', 'siskudes'];
const READY = 'main[data-ready]';

test('searching ten years', async () => {
  const relay = await Relay.start();
  const profile = mkdtempSync(join(tmpdir(), 'paguyuban-bench-'));
  const figures: Figure[] = [];
  try {
    await inBrowser(profile, async (page) => {
      await new Phone(page, relay).join('organiser', 'Siti Rahayu');
      await relay.stop();
      await fill(page);
    });
    await inBrowser(profile, async (page) => {
      figures.push(...(await opening(page, relay)), ...(await typing(page)));
    });
  } finally {
    await relay.end();
    rmSync(profile, { recursive: true, force: true });
  }
  const json = process.env['PAGUYUBAN_BENCH_PRINT'] === 'json';
  process.stdout.write(`${json ? JSON.stringify(figures) : table(figures)}\n`);
});

/** From the page's first paint until all of it can be searched; each time in a page that was just loaded. */
async function opening(page: Page, relay: Relay): Promise<Figure[]> {
  const ready: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.goto(`${relay.origin}/#/`);
    await page.reload();
    await expect(page.locator('header.bar')).toBeVisible();
    await page.waitForTimeout(3_000);
    const took = page.evaluate(async (selector) => {
      const painted = await window.stopwatch.painted('[role="search"] input');
      return (await window.stopwatch.painted(selector)) - painted;
    }, READY);
    await page.locator('header a[href="#/cari"]').click();
    ready.push(await took);
  }
  return [timed('ready to search ten years, after the first paint', ready, 300)];
}

/** Each key from the event until its letter was presented, and what of it the page worked. */
async function typing(page: Page): Promise<Figure[]> {
  const p95: number[] = [];
  const longest: number[] = [];
  const found: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.evaluate(() => {
      window.stopwatch.keys.length = 0;
      window.stopwatch.longTasks.length = 0;
    });
    const box = page.getByRole('searchbox');
    let keys = 0;
    for (const words of WORDS) {
      await box.fill('');
      await page.waitForTimeout(400);
      await box.focus();
      await page.keyboard.type(words, { delay: KEY_EVERY_MS });
      keys += words.length;
      const began = Date.now();
      await expect(
        page.locator('main .list li').or(page.locator('main .vacant')).first(),
      ).toBeVisible();
      found.push(Date.now() - began);
    }
    const seen = await page.evaluate(() => window.stopwatch);
    // Those that took less than a frame are not told.
    const quick = Array.from({ length: Math.max(0, keys - seen.keys.length) }, () => 8);
    p95.push(quantile([...seen.keys, ...quick], 0.95));
    longest.push(Math.max(0, ...seen.longTasks));
  }
  return [
    timed('a key while searching, 95 of 100', p95, 16),
    timed('  results behind the last key', found, null),
    never('  longest task while searching', 'ms', longest, 200),
  ];
}

async function inBrowser<T>(profile: string, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
    viewport: { width: 360, height: 800 },
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
  });
  await context.addInitScript(stopwatch, 'main .list li');
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await slowDown(page, SLOWER);
    return await work(page);
  } finally {
    await context.close();
  }
}
