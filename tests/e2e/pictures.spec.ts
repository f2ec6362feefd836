import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { Relay } from './relay.ts';
import { documentPages, menuPages, PLACES } from './screens.ts';

/** Where the pictures go; see `cargo xtask pictures`. */
const FOLDER = process.env['PICTURES'] ?? '';
const SIZES = { phone: { width: 360, height: 800 }, office: { width: 1280, height: 800 } };

/** What no list leads to first: reports of a year, and what is put on paper. */
const MORE = [
  '#/laporan/pendampingan/2026',
  '#/laporan/kompetensi/2026',
  '#/laporan/tahunan/2026//cetak',
  '#/cetak/hadir',
  '#/cetak/desa/33.02.19.2006',
];
/** What is looked for in the picture of a search. */
const SOUGHT = 'siskeudes laporan';

test('a picture of every screen, and the one of the README', async ({ browser }) => {
  test.slow();
  const relay = await Relay.start({ demo: true });
  const context = await browser.newContext({ reducedMotion: 'reduce', deviceScaleFactor: 2 });
  const phone = new Phone(await context.newPage(), relay);
  const { page } = phone;
  await phone.join('organiser', 'Siti Rahayu');
  await phone.caughtUp();
  await page.getByRole('button', { name: 'Mengerti' }).click();
  const pages = [...PLACES, ...MORE, ...(await menuPages(phone)), ...(await documentPages(phone))];
  const places = [...new Set(pages)];
  await phone.go('#/');
  const asked = page.locator('main a[href^="#/catatan/"]').first();
  const minutes = (await asked.getAttribute('href')) ?? '';
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const place of [...places, minutes]) {
        await phone.go(place);
        await expect(page.getByRole('main')).toBeVisible();
        if (place === '#/cari') {
          await page.getByRole('searchbox').fill(SOUGHT);
          await expect(page.locator('main .list li').first()).toBeVisible();
        }
        await page.screenshot({ path: join(FOLDER, `${size}-${colorScheme}`, fileOf(place)) });
      }
    }
  }
  const best = ['#/', '#/anggota', minutes, '#/cari'];
  const files = best.map((place) => join(FOLDER, 'phone-light', fileOf(place)));
  await together(await context.newPage(), files, join(FOLDER, 'picture.png'));
  await context.close();
  await relay.end();
});

function fileOf(place: string): string {
  return `${place.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '') || 'beranda'}.png`;
}

/** One picture of these beside each other. */
async function together(page: Page, files: string[], to: string): Promise<void> {
  const images = await Promise.all(files.map((file) => readFile(file, 'base64')));
  await page.setViewportSize({ width: 1400, height: 760 });
  await page.setContent(
    `<body style="margin:0;padding:20px;display:flex;gap:20px;background:#e6ebe8">${images
      .map(
        (image) =>
          `<img style="width:325px;border-radius:12px" src="data:image/png;base64,${image}">`,
      )
      .join('')}</body>`,
  );
  await page.screenshot({ path: to, scale: 'css' });
}
