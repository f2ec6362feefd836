import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '../../../web/e2e.ts';
import { Phone } from '../../e2e/phone.ts';
import { Relay } from '../../e2e/relay.ts';
import { print, timed, type Figure } from './figures.ts';
import { CHANGES, longNote, NOTE, putIn } from './long-note.ts';
import { inBrowser } from './browser.ts';
import { clickToPaint } from './stopwatch.ts';

const ROUNDS = 5;
const SLOWER = 6;
const PAGE = `#/catatan/${NOTE.split('/')[1]}`;
/** A person waits for these without wondering. */
const FIRST_PAGE_MS = 500;
const UNDO_MS = 50;

test('a note with a long history', async () => {
  const relay = await Relay.start();
  const profile = mkdtempSync(join(tmpdir(), 'paguyuban-bench-'));
  const figures: Figure[] = [];
  try {
    const { note, cards } = await longNote();
    const made = JSON.parse(note.view) as { heads: string[] };
    expect(made.heads).toHaveLength(1);
    await inBrowser(profile, SLOWER, async (page) => {
      await new Phone(page, relay).join('organiser', 'Siti Rahayu');
      await relay.stop();
      await page.evaluate(putIn, [note, ...cards]);
    });
    figures.push(...(await reading(profile, relay)), ...(await steppingBack(profile, relay)));
  } finally {
    await relay.end();
    rmSync(profile, { recursive: true, force: true });
  }
  print(figures);
});

/** From the click until the first page of the history is painted, in a browser that was just started. */
async function reading(profile: string, relay: Relay): Promise<Figure[]> {
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    await inBrowser(profile, SLOWER, async (page) => {
      await page.goto(`${relay.origin}/${PAGE}`);
      const link = 'main a[href^="#/riwayat/"]';
      await page.locator(link).first().waitFor();
      await page.waitForTimeout(2_000);
      first.push(await clickToPaint(page, link, '[data-change]'));
      // More than one change is made where a record begins.
      const total = await page.locator('main > .section').first().innerText();
      expect(Number(/\d+/.exec(total)?.[0])).toBeGreaterThanOrEqual(CHANGES);
      await page.goBack();
      await page.locator(link).first().waitFor();
      again.push(await clickToPaint(page, link, '[data-change]'));
    });
  return [
    timed(`first page of ${CHANGES} changes`, first, FIRST_PAGE_MS),
    timed('  once more', again, FIRST_PAGE_MS),
  ];
}

/** From the tap until what was typed last is gone from its field, painted. */
async function steppingBack(profile: string, relay: Relay): Promise<Figure[]> {
  const took: number[] = [];
  await inBrowser(profile, SLOWER, async (page) => {
    await page.goto(`${relay.origin}/${PAGE}/ubah`);
    const title = page.getByLabel('Judul', { exact: true });
    const was = await title.inputValue();
    for (let round = 0; round < ROUNDS; round += 1) {
      await title.fill(`Rapat ${round}`);
      await title.blur();
      await expect(page.locator('main [data-tick="pending"]')).toHaveCount(0);
      await page.waitForTimeout(1_000);
      took.push(await backToPaint(page, was));
      await expect(title).toHaveValue(was);
    }
  });
  return [timed(`undo in a note of ${CHANGES} changes`, took, UNDO_MS)];
}

function backToPaint(page: Page, was: string): Promise<number> {
  return page.evaluate(async (value) => {
    const button = document.querySelector<HTMLElement>('[aria-label="Batalkan langkah terakhir"]');
    const field = document.querySelector<HTMLInputElement>('main input, main textarea');
    if (!button || !field) throw new Error('no button or no field');
    const from = performance.now();
    button.click();
    while (field.value !== value) await new Promise(requestAnimationFrame);
    // This frame has it, and is done when the next urgent task runs.
    await scheduler.postTask(() => undefined, { priority: 'user-blocking' });
    return performance.now() - from;
  }, was);
}
