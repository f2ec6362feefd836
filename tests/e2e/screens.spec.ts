import { expect } from '../../web/e2e.ts';
import { axeFinds, lasting } from './measure.ts';
import { PLACES } from './screens.ts';
import { test } from './two-phones.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen, ${colorScheme}`, async ({ siti }) => {
    await siti.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const own = await ownPages(siti);
    for (const screen of [...PLACES, ...own]) {
      await siti.go(screen);
      await expect(siti.page.getByRole('main')).toBeVisible();
      expect(await lasting(() => axeFinds(siti.page)), screen).toEqual([]);
    }
  });
}

test('nothing on a screen is wider than a small phone', async ({ siti }) => {
  await siti.page.setViewportSize({ width: 320, height: 640 });
  for (const screen of [...PLACES, ...(await ownPages(siti))]) {
    await siti.go(screen);
    await expect(siti.page.getByRole('main')).toBeVisible();
    const wide = () => siti.page.evaluate(() => document.documentElement.scrollWidth);
    expect(await wide(), screen).toBeLessThanOrEqual(320);
  }
});

test('the language can be changed, and stays', async ({ siti }) => {
  const { page } = siti;
  await siti.go('#/pengaturan');
  await page.getByRole('radio', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('link', { name: 'Members' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  for (const [screen, heading] of [
    ['#/anggota', 'Members'],
    ['#/pendampingan', 'Mentoring'],
    ['#/catatan', 'Notes'],
    ['#/sinkron', 'Sync'],
  ] as const) {
    await siti.go(screen);
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
  }
  await siti.go('#/pengaturan');
  await page.getByRole('radio', { name: 'Bahasa Indonesia' }).click();
  await expect(page.getByRole('heading', { name: 'Pengaturan' })).toBeVisible();
});

test('an invitation that is used up is explained', async ({ siti, browser }) => {
  const link = siti.relay.invite('member');
  const first = await browser.newPage();
  await first.goto(link);
  await first.getByRole('button', { name: 'Gabung' }).click();
  await expect(first.getByLabel('Nama lengkap')).toBeVisible();
  const second = await (await browser.newContext()).newPage();
  await second.goto(link);
  await second.getByRole('button', { name: 'Gabung' }).click();
  await expect(second.getByRole('alert')).toContainText('Undangan ini sudah dipakai');
});

test('a viewer reads and is offered nothing to change', async ({ siti, browser }) => {
  const { Phone } = await import('./phone.ts');
  const context = await browser.newContext();
  const viewer = new Phone(await context.newPage(), siti.relay);
  await viewer.join('viewer', '');
  await viewer.go('#/anggota');
  await viewer.page.getByRole('link', { name: 'Siti Rahayu' }).click();
  await expect(viewer.page.getByText('Membaca saja')).toBeVisible();
  await expect(viewer.page.getByRole('link', { name: 'Ubah' })).toHaveCount(0);
  await viewer.go('#/catatan');
  await expect(viewer.page.getByRole('button', { name: 'Catatan baru' })).toHaveCount(0);
  await context.close();
});

/** A card, an entry, a note and an event in reading and in editing, written for the purpose. */
async function ownPages(siti: import('./phone.ts').Phone): Promise<string[]> {
  const pages: string[] = [];
  await siti.go('#/anggota');
  await siti.page.getByRole('link', { name: 'Siti Rahayu' }).click();
  pages.push(siti.place, `${siti.place}/ubah`);
  await siti.go('#/pendampingan');
  await siti.page.getByRole('button', { name: 'Catat pendampingan' }).click();
  await siti.page.getByLabel('Desa mana?').selectOption({ label: 'Karangkedawung' });
  await siti.page.getByRole('button', { name: 'Mulai mencatat' }).click();
  await siti.fill('Topik', 'Penyusunan APBDes');
  await siti.page.getByRole('button', { name: 'Tambah tindak lanjut' }).click();
  pages.push(siti.place, siti.place.replace(/\/ubah.*/, ''));
  await siti.beginMinutes('Rapat rutin');
  await siti.page.getByRole('button', { name: 'Tambah mata acara' }).click();
  await siti.part('Keputusan');
  await siti.page.getByRole('button', { name: 'Tambah keputusan' }).click();
  await siti.part('Hadir');
  await siti.page.getByRole('button', { name: 'Siti Rahayu: Hadir' }).click();
  pages.push(siti.place, siti.place.replace(/\/ubah.*/, ''));
  await siti.go('#/kegiatan');
  await siti.page.getByRole('button', { name: 'Kegiatan baru' }).click();
  await siti.fill('Judul', 'Pelatihan');
  await siti.page.getByRole('button', { name: /^Undang semua/ }).click();
  const event = siti.place.replace(/\/ubah.*/, '');
  pages.push(event, `${event}/ubah`, `${event}/ubah/hadir`, `${event}/ubah/jawaban`);
  return pages;
}
