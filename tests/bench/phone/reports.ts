import type { Page } from '../../../web/e2e.ts';
import { fill } from '../../e2e/decade.ts';
import type { Relay } from '../../e2e/relay.ts';
import { timed, type Figure } from './figures.ts';

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

/** Each report over ten years of data, with the relay stopped: of this year, and of all of the time. */
export async function reporting(
  inBrowser: <T>(work: (page: Page) => Promise<T>) => Promise<T>,
  relay: Relay,
): Promise<Figure[]> {
  await inBrowser(async (page) => {
    await page.goto(relay.origin);
    await fill(page);
  });
  return inBrowser(async (page) => {
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
