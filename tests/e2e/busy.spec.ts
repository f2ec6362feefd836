import { expect, type Page } from '../../web/e2e.ts';
import { unlock } from './phone.ts';
import { stores } from './stores.ts';
import { test } from './two-phones.ts';

const PIN = '274913';
/** What pages leave lies under this. */
const LEFT = 'paguyuban.last';
/** The page's worker reads nothing for so long, as where it takes in a whole forum on a slow phone. */
const BUSY_MS = 4_000;
/** Much longer than a phone waits before it is locked all the same, also where typing takes long. */
const BUSY_MS_MOST = 20_000;

function keepBusy(page: Page, ms = BUSY_MS): void {
  const [worker] = page.workers();
  if (!worker) throw new Error('no worker');
  const work = (ms: number) => {
    const end = Date.now() + ms;
    while (Date.now() < end);
  };
  // It may end with its page.
  void worker.evaluate(work, ms).catch(() => undefined);
}

/** Nothing that a page has left lies there. */
async function nothingLeft(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).not.toContain(LEFT);
}

for (const [when, pause] of [
  ['before anything else was', null],
  ['behind what is on the disk', 'short'],
  ['behind what is at the relay', 'long'],
] as const)
  test(`what is typed while nothing is read, ${when}, is there once after the page has ended`, async ({
    siti,
    budi,
  }) => {
    const { page } = siti;
    await siti.beginNote('Sibuk');
    const isi = page.getByLabel('Isi', { exact: true });
    const title = page.getByLabel('Judul', { exact: true });
    await isi.pressSequentially('Awal akhir', { delay: 10 });
    await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
    // Somebody else is in it as well, so that places move.
    await budi.go(siti.place);
    await budi.page.getByLabel('Isi', { exact: true }).focus();
    await budi.page.keyboard.press('Control+Home');
    await budi.page.keyboard.type('Budi dulu. ');
    await expect(isi).toHaveValue('Budi dulu. Awal akhir');
    await isi.focus();
    await page.keyboard.press('Control+End');
    for (let at = 0; at < ' akhir'.length; at += 1) await page.keyboard.press('ArrowLeft');
    let before = '';
    if (pause) await page.keyboard.type((before = ' lama'));
    if (pause === 'long') await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
    if (pause === 'short')
      await expect.poll(() => stores(page, 'paguyuban')).toMatch(/kept \S+ edit|Awal lama/);
    keepBusy(page);
    await page.keyboard.type(' baru saja');
    await title.focus();
    await page.keyboard.press('End');
    await page.keyboard.type(' sekali');
    await page.goto('about:blank');
    await page.goBack();
    const whole = `Budi dulu. Awal${before} baru saja akhir`;
    await expect(isi).toHaveValue(whole);
    await expect(title).toHaveValue('Sibuk sekali');
    await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
    await expect(budi.page.getByLabel('Isi', { exact: true })).toHaveValue(whole);
    // Nothing is left that another page would take up again.
    await page.reload();
    await expect(isi).toHaveValue(whole);
    await nothingLeft(page);
  });

test('what was typed in a tab while nothing is read is there in the other when it is closed', async ({
  siti,
}) => {
  const { page } = siti;
  await siti.beginNote('Dua tab');
  await siti.fill('Isi', 'Awal');
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
  const other = await page.context().newPage();
  await other.goto(page.url());
  const isi = other.getByLabel('Isi', { exact: true });
  await expect(isi).toHaveValue('Awal');
  keepBusy(page);
  await page.getByLabel('Isi', { exact: true }).press('Control+End');
  await page.keyboard.type(' baru saja');
  await page.close();
  await expect(isi).toHaveValue('Awal baru saja');
  await other.reload();
  await expect(isi).toHaveValue('Awal baru saja');
});

for (const [how, goes] of [
  ['the page has ended', (page: Page) => page.goto('about:blank').then(() => page.goBack())],
  [
    'another tab has locked the phone',
    (page: Page) => page.evaluate(() => new BroadcastChannel('paguyuban-door').postMessage('lock')),
  ],
] as const)
  test(`behind a PIN, what is typed while nothing is read is sealed, and there once after ${how}`, async ({
    siti,
    budi,
  }) => {
    const { page } = siti;
    await siti.setPin(PIN);
    await unlock(page, PIN);
    await siti.beginNote('Sandi');
    const isi = page.getByLabel('Isi', { exact: true });
    await isi.pressSequentially('Awal', { delay: 10 });
    await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
    const { place } = siti;
    keepBusy(page, BUSY_MS_MOST);
    await page.keyboard.type(' tidakterbuka');
    await page.getByLabel('Judul', { exact: true }).press('End');
    await page.keyboard.type(' rahasia');
    await goes(page);
    await expect(page.getByRole('button', { name: 'Buka' })).toBeVisible();
    const lies = await page.evaluate(() => JSON.stringify(localStorage));
    expect(lies).toContain(LEFT);
    expect(lies).not.toMatch(/tidakterbuka|rahasia/);
    await unlock(page, PIN);
    await siti.go(place);
    await expect(isi).toHaveValue('Awal tidakterbuka');
    await expect(page.getByLabel('Judul', { exact: true })).toHaveValue('Sandi rahasia');
    await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
    await budi.go(place);
    await expect(budi.page.getByLabel('Isi', { exact: true })).toHaveValue('Awal tidakterbuka');
    await nothingLeft(page);
  });
