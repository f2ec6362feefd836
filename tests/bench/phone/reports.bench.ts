import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type Page } from '../../../web/e2e.ts';
import { fill } from '../../e2e/decade.ts';
import { Phone } from '../../e2e/phone.ts';
import { Relay } from '../../e2e/relay.ts';
import { inBrowser } from './browser.ts';
import { print, timed, type Figure } from './figures.ts';

const SLOWER = 6;
const ROUNDS = 5;
/** What a person waits for without wondering. */
const OPENS_MS = 500;
const REPORTS = [
  'bulanan',
  'tahunan',
  'pendampingan',
  'belum-dijangkau',
  'pendamping',
  'kompetensi',
  'tindak-lanjut',
  'masalah',
  'kehadiran',
  'saya',
];

test('reports over ten years', async () => {
  const relay = await Relay.start();
  const profile = mkdtempSync(join(tmpdir(), 'paguyuban-bench-'));
  try {
    await inBrowser(profile, SLOWER, async (page) => {
      await new Phone(page, relay).join('organiser', 'Siti Rahayu');
      await relay.stop();
      await fill(page);
    });
    print(await reporting(profile, relay));
  } finally {
    await relay.end();
    rmSync(profile, { recursive: true, force: true });
  }
});

/** Each report over ten years of data, with the relay stopped: of this year, and of all of the time. */
async function reporting(profile: string, relay: Relay): Promise<Figure[]> {
  return inBrowser(profile, SLOWER, async (page) => {
    await page.goto(`${relay.origin}/#/laporan`);
    await page.locator('main .list a').first().waitFor();
    await page.waitForTimeout(3_000);
    const figures: Figure[] = [];
    for (const report of REPORTS)
      for (const period of ['', '/semua']) {
        const opened: number[] = [];
        for (let round = 0; round < ROUNDS; round += 1) {
          opened.push(await open(page, `#/laporan/${report}${period}`));
          await open(page, '#/laporan');
        }
        const over = period === '' ? '' : ', all of ten years';
        figures.push(timed(`open the report ${report}${over}`, opened, OPENS_MS));
      }
    return figures;
  });
}

/** From the address until the page is painted. */
async function open(page: Page, hash: string): Promise<number> {
  return page.evaluate(async (to) => {
    const from = performance.now();
    location.hash = to;
    const [, report = ''] = /^#\/laporan\/([^/]+)/.exec(to) ?? [];
    const target = report ? `[data-report="${report}"] [data-section]` : 'main .list a';
    return (await window.stopwatch.painted(target)) - from;
  }, hash);
}
