import { expect } from '../../web/e2e.ts';
import { test } from './two-phones.ts';

test('people are found by number and nickname, and the words are there again after going back', async ({
  siti,
}) => {
  await siti.go('#/anggota');
  await siti.page.getByText('Siti Rahayu').click();
  await siti.edit();
  await siti.fill('Panggilan', "Bu Ma'mun");
  await siti.fill('Nomor WhatsApp', '0812-3456-7890');
  await siti.done();
  await siti.go('#/anggota');
  const search = siti.page.getByRole('searchbox');
  for (const words of ['mamun', 'rahayu siti', '0812 3456', '081234567890', 'AHAY']) {
    await search.fill(words);
    await expect(siti.page.getByRole('link', { name: /Siti Rahayu/ })).toBeVisible();
  }
  await search.fill('tidak ada');
  await expect(siti.page.getByText('Tidak ada yang cocok')).toBeVisible();
  await search.fill('mamun');
  await siti.page.getByRole('link', { name: /Siti Rahayu/ }).click();
  await expect(siti.page.getByRole('link', { name: 'Ubah' })).toBeVisible();
  await siti.page.goBack();
  await expect(search).toHaveValue('mamun');
  await siti.page.reload();
  await expect(search).toHaveValue('mamun');
});

test('a sheet stays when a selection that began in it ends outside', async ({ siti }) => {
  const { page } = siti;
  await siti.go('#/pendampingan');
  await page.getByRole('button', { name: 'Catat pendampingan' }).click();
  const sheet = page.getByRole('dialog');
  const heading = await sheet.getByRole('heading').boundingBox();
  if (!heading) throw new Error('the sheet has no heading');
  await page.mouse.move(heading.x + 20, heading.y + 10);
  await page.mouse.down();
  await page.mouse.move(heading.x + 60, 20, { steps: 5 });
  await page.mouse.up();
  await expect(sheet).toBeVisible();
  await page.mouse.click(heading.x + 60, 20);
  await expect(sheet).toHaveCount(0);
});

test('a phone is called by its person, and the new one is invited where the lost one was shut out', async ({
  siti,
  budi,
}) => {
  await budi.go('#/anggota');
  await budi.page.getByRole('link', { name: /Budi Santosa/ }).click();
  await budi.edit();
  await budi.fill('Nomor WhatsApp', '0812-3456-7890');
  await budi.done();
  await siti.syncNow();
  await siti.go('#/pengurus');
  const { page } = siti;
  const person = page.locator('[data-person="Budi Santosa"]');
  await person.getByRole('button', { name: /HP Budi Santosa/ }).click();
  await page.getByRole('button', { name: 'Keluarkan HP ini' }).click();
  await page.getByRole('button', { name: 'Ya, keluarkan' }).click();
  await page.getByRole('button', { name: 'Undang HP baru' }).first().click();
  await page.getByRole('button', { name: 'Buat undangan' }).click();
  const link = await page.locator('[data-link]').inputValue();
  expect(link).toContain('&dari=Siti%20Rahayu');
  await expect(page.getByRole('link', { name: 'Kirim lewat WhatsApp' })).toHaveAttribute(
    'href',
    /^https:\/\/wa\.me\/6281234567890\?text=/,
  );
  const fresh = await page.context().browser()?.newContext();
  const other = await fresh?.newPage();
  await other?.goto(link);
  await expect(
    other?.getByText('Siti Rahayu mengundang Anda bergabung ke Paguyuban Uji.') ??
      page.locator('none'),
  ).toBeVisible();
  await fresh?.close();
});
