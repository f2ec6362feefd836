import { expect, type Page } from '../../web/e2e.ts';
import type { Phone } from './phone.ts';
import { test } from './two-phones.ts';

const KLAHANG = '33.02.19.2006';

async function addProblem(phone: Phone, title: string, kind: string, severity: string) {
  const { page } = phone;
  await phone.go(`#/masalah/${KLAHANG}`);
  await page.getByRole('link', { name: 'Catat masalah' }).click();
  await phone.fill('Judul', title);
  await page.getByLabel('Jenis masalah').selectOption({ label: kind });
  await page.getByLabel('Tingkat').selectOption({ label: severity });
  await phone.done();
}

const cell = (page: Page, name: RegExp) => page.getByRole('link', { name });

test('two people write down problems of one village at once, and the table counts both', async ({
  siti,
  budi,
}) => {
  await Promise.all([siti, budi].map(({ page }) => page.context().setOffline(true)));
  await addProblem(siti, 'SPJ belum dibuat', 'Administrasi dan laporan', 'Sedang');
  await addProblem(budi, 'LPJ terlambat dua bulan', 'Administrasi dan laporan', 'Berat');
  await siti.go('#/masalah');
  await expect(cell(siti.page, /^Klahang, Administrasi dan laporan: 1 .*Sedang/)).toBeVisible();
  await Promise.all([siti, budi].map(({ page }) => page.context().setOffline(false)));

  const both = cell(siti.page, /^Klahang, Administrasi dan laporan: 2 .*Berat/);
  await siti.syncNow();
  await budi.syncNow();
  await siti.go('#/masalah');
  await expect(both).toBeVisible();
  // The table scrolls in its own frame, never the page.
  await siti.page.setViewportSize({ width: 320, height: 640 });
  const wide = () =>
    siti.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(await wide()).toBe(false);
  await both.click();
  await expect(siti.page.getByText('LPJ terlambat dua bulan')).toBeVisible();

  // One tap, with today's day; one more takes it back.
  await siti.page.getByText('LPJ terlambat dua bulan').click();
  await siti.page.getByRole('button', { name: 'Selesai', exact: true }).click();
  await expect(siti.page.getByText('Selesai pada')).toBeVisible();
  await siti.page.getByRole('button', { name: 'Urungkan' }).click();
  await expect(siti.page.getByText('Selesai pada')).toHaveCount(0);
  await siti.page.getByRole('button', { name: 'Selesai', exact: true }).click();
  await siti.go('#/masalah');
  await expect(cell(siti.page, /^Klahang, Administrasi dan laporan: 1 .*Sedang/)).toBeVisible();
});
