import { expect } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { test } from './two-phones.ts';

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
