import { expect, type Locator, type Page } from '../../web/e2e.ts';
import type { Phone } from './phone.ts';

/** What has an address of its own, whatever a forum holds. */
export const PLACES = [
  '#/',
  '#/anggota',
  '#/pendampingan',
  '#/pendampingan/33.02.19.2003/2026',
  '#/catatan',
  '#/masalah',
  '#/masalah/33.02.19.2006',
  '#/kegiatan',
  '#/pejabat',
  '#/pejabat/33.02.19.2006',
  '#/ringkasan',
  '#/lainnya',
  '#/cari',
  '#/ekspor',
  '#/panduan',
  '#/laporan',
  '#/laporan/bulanan',
  '#/laporan/kewajiban',
  '#/desa',
  '#/desa/33.02.19.2006',
  '#/tindak-lanjut',
  '#/tindak-lanjut/semua',
  '#/pengingat',
  '#/penilaian',
  '#/catatan-pengurus',
  '#/pendampingan-pribadi',
  '#/teks-dibagikan',
  '#/impor',
  '#/sinkron',
  '#/pengaturan',
  '#/pengaturan/forum',
  '#/pengaturan/forum/ubah',
  '#/tertahan',
  '#/paket',
  '#/pengurus',
  '#/pengurus/tindakan',
  '#/pengurus/undang',
  '#/umpan',
  '#/langkah/1',
  '#/langkah/2',
  '#/langkah/3',
  '#/langkah/4',
  '#/langkah/5',
];

/** Ways to look at a screen: small, large letters, the browser's own zoom, on its side, at a desk. */
export const SIGHTS = {
  phone: { width: 360, height: 800, letters: '' },
  small: { width: 320, height: 640, letters: '' },
  'letters of 200 %': { width: 360, height: 800, letters: '200%' },
  'zoom of 200 %': { width: 180, height: 400, letters: '' },
  'on its side': { width: 740, height: 360, letters: '' },
  desk: { width: 1280, height: 800, letters: '' },
} as const;
export type Sight = keyof typeof SIGHTS;

export async function look(page: Page, sight: Sight): Promise<void> {
  const { width, height, letters } = SIGHTS[sight];
  await page.setViewportSize({ width, height });
  await page.evaluate((size) => {
    document.documentElement.style.fontSize = size;
    if (document.adoptedStyleSheets.length > 0) return;
    // Rows that nobody sees are not laid out; here all of them are looked at.
    const all = new CSSStyleSheet();
    all.replaceSync('* { content-visibility: visible !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, all];
  }, letters);
}

/** The first page of each kind of document that the lists lead to, for reading and as a form. */
export async function documentPages(phone: Phone): Promise<string[]> {
  const member = await leads(phone, '#/anggota', /^#\/anggota\/./);
  const village = await leads(phone, '#/pendampingan', /^#\/pendampingan\/[^/]+\/\d{4}$/);
  const entry = await leads(phone, village, /^#\/pendampingan\/[^/]+\/\d{4}\/./);
  const note = await leads(phone, '#/catatan', /^#\/catatan\/./);
  return [village, ...[member, entry, note].flatMap((page) => [page, `${page}/ubah`])];
}

/**
 * Every page that the menus lead to, and the first thing that each of them leads to: whatever kinds and places
 * there are, without naming them.
 */
export async function menuPages(phone: Phone): Promise<string[]> {
  await phone.go('#/lainnya');
  const menu = phone.page.locator('main a[href^="#/"], nav a[href^="#/"]');
  await expect(menu.first()).toBeVisible();
  const pages = await hrefs(menu);
  const found = new Set(pages);
  for (const page of pages) {
    await phone.go(page);
    await expect(phone.page.getByRole('main')).toBeVisible();
    const below = (await hrefs(phone.page.locator('main .list a[href^="#/"]'))).at(0);
    if (below) found.add(below);
  }
  return [...found];
}

const hrefs = (links: Locator) =>
  links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));

async function leads(phone: Phone, list: string, to: RegExp): Promise<string> {
  await phone.go(list);
  const links = phone.page.locator('main a[href]');
  const found = async () =>
    (await links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))).find(
      (href) => to.test(href),
    ) ?? '';
  await expect.poll(found, list).not.toBe('');
  return found();
}
