import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '../../../web/e2e.ts';
import { fill } from '../../e2e/decade.ts';
import { Phone } from '../../e2e/phone.ts';
import { Relay } from '../../e2e/relay.ts';
import { never, print, quantile, timed, type Figure } from './figures.ts';
import { inBrowser } from './browser.ts';

const ROUNDS = 3;
const SLOWER = 6;
/** Somebody who types fast, and somebody who finds what they typed so far between two letters. */
const FAST_MS = 150;
const SLOW_MS = 350;
/** Words that are in much, in little, in names, and nowhere. */
const WORDS = ['siskeudes jumat', 'damping laporan', 'mamun 17', 'printer rusak', 'siskudes'];
const READY = 'main[data-ready]';
const SLOWLY = `, one each ${SLOW_MS} ms`;

test('searching ten years', async () => {
  const relay = await Relay.start();
  const profile = mkdtempSync(join(tmpdir(), 'paguyuban-bench-'));
  const figures: Figure[] = [];
  try {
    await inBrowser(profile, SLOWER, async (page) => {
      await new Phone(page, relay).join('organiser', 'Siti Rahayu');
      await relay.stop();
      await fill(page);
    });
    await inBrowser(profile, SLOWER, async (page) => {
      figures.push(...(await opening(page, relay)));
      const found = [
        ...(await typing(page, FAST_MS, '')),
        ...(await typing(page, SLOW_MS, SLOWLY, 1)),
      ];
      const work = await working(page);
      figures.push(...found, ...work, ...(await nothing(page)));
    });
  } finally {
    await relay.end();
    rmSync(profile, { recursive: true, force: true });
  }
  print(figures);
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

/** Each key from the event until its letter was presented, and from the last one until all that it finds was. */
async function typing(
  page: Page,
  everyMs: number,
  how: string,
  rounds = ROUNDS,
): Promise<Figure[]> {
  const p95: number[] = [];
  const longest: number[] = [];
  const found: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
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
      await page.keyboard.type(words, { delay: everyMs });
      keys += words.length;
      found.push(await page.evaluate(answered, words));
    }
    const seen = await page.evaluate(() => window.stopwatch);
    // Those that took less than a frame are not told.
    const quick = Array.from({ length: Math.max(0, keys - seen.keys.length) }, () => 8);
    p95.push(quantile([...seen.keys, ...quick], 0.95));
    longest.push(Math.max(0, ...seen.longTasks));
  }
  return [
    timed(`a key while searching${how}, 95 of 100`, p95, 16),
    timed('  all results drawn, after the last key', found, null),
    never('  longest task while searching', 'ms', longest, 200),
  ];
}

/** How long it takes from now until these words are answered and painted; runs in the page. */
async function answered(words: string): Promise<number> {
  const from = performance.now();
  return (await window.stopwatch.painted(`main[data-answers="${words}"]`)) - from;
}

/** So long after a letter all that it finds is on the screen. */
const SETTLED_MS = 500;

/**
 * What the page's own thread works for each letter and all that it finds, in processor time, so that other
 * programs on the machine are not in it; of a processor so many times slower, by reckoning.
 */
async function working(page: Page): Promise<Figure[]> {
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
  };
  const each: number[] = [];
  for (const words of WORDS) {
    await page.getByRole('searchbox').fill('');
    await page.getByRole('searchbox').focus();
    for (const letter of words) {
      await page.waitForTimeout(SETTLED_MS);
      const before = await worked();
      await page.keyboard.press(letter === ' ' ? 'Space' : letter);
      await page.waitForTimeout(SETTLED_MS);
      each.push(((await worked()) - before) * SLOWER);
    }
  }
  await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return [
    timed('  work for a letter and what it finds, half of them', [quantile(each, 0.5)], null),
    timed('  the same, 95 of 100', [quantile(each, 0.95)], null),
  ];
}

/** What this machine needs now for letters in a page that does nothing: no figure above can be below it. */
async function nothing(page: Page): Promise<Figure[]> {
  await page.goto('data:text/html,<input autofocus>');
  await page.keyboard.type(WORDS.join(' '), { delay: FAST_MS });
  await page.waitForTimeout(SETTLED_MS);
  const keys = await page.evaluate(() => window.stopwatch.keys);
  const quick = Array.from({ length: WORDS.join(' ').length - keys.length }, () => 8);
  return [
    timed('  a key in an empty page, 95 of 100', [quantile([...keys, ...quick], 0.95)], null),
  ];
}
