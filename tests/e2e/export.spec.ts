import { readFileSync } from 'node:fs';
import { expect, type Page } from '../../web/e2e.ts';
import { test } from './two-phones.ts';

test('a list becomes a file, with the columns that were chosen, also without a signal', async ({
  siti,
}) => {
  const { page } = siti;
  await siti.go('#/anggota');
  await page
    .getByRole('link', { name: /Budi Santosa|Siti Rahayu/ })
    .first()
    .click();
  await siti.edit();
  await siti.fill('Panggilan', '=1+1');
  await siti.fill('Nomor WhatsApp', '0812-3456-7890');
  await siti.done();
  // Once with a signal, from then on without.
  await siti.go('#/ekspor');
  await expect(page.getByText('Anggota: 1 baris')).toBeVisible();
  const first = await saved(page, 'Simpan berkas');
  expect(first.name).toMatch(/^paguyuban-uji-anggota-\d{4}-\d\d-\d\d\.xlsx$/);
  expect(first.bytes.subarray(0, 2).toString()).toBe('PK');
  await siti.relay.stop();
  await page.reload();
  await saved(page, 'Simpan berkas');

  await page.getByText(/^Kolom · /).click();
  await page.getByRole('checkbox', { name: 'Email' }).uncheck();
  await page.getByLabel('Berkas').selectOption('csv');
  const csv = await saved(page, 'Simpan berkas');
  const text = csv.bytes.toString();
  expect(text.startsWith('\uFEFFNama lengkap;')).toBe(true);
  expect(text).toContain("'=1+1");
  expect(text).toContain('0812-3456-7890');
  expect(text).not.toContain('Email');
  await page.reload();
  await page.getByText(/^Kolom · /).click();
  await expect(page.getByRole('checkbox', { name: 'Email' })).not.toBeChecked();

  const all = await saved(page, 'Simpan semua (.json)');
  const { documents } = JSON.parse(all.bytes.toString()) as { documents: { kind: string }[] };
  expect(documents.map(({ kind }) => kind)).toContain('settings');
});

test('every main page says what it is for, and the guide is one sheet', async ({ siti }) => {
  const { page } = siti;
  for (const place of ['#/', '#/anggota', '#/pendampingan', '#/catatan', '#/tindak-lanjut'])
    await test.step(place, async () => {
      await siti.go(place);
      await page.getByRole('button', { name: 'Bantuan' }).click();
      const sheet = page.getByRole('dialog');
      await expect(sheet.getByText('Tanpa sinyal')).toBeVisible();
      await expect(sheet.getByRole('listitem')).not.toHaveCount(0);
      await sheet.getByRole('button', { name: 'Tutup' }).click();
    });
  await page.getByRole('button', { name: 'Bantuan' }).click();
  await page.getByRole('link', { name: 'Panduan satu halaman' }).click();
  await expect(page.getByRole('img', { name: siti.origin })).toBeVisible();
});

async function saved(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}
