import { expect } from '../../web/e2e.ts';
import { test } from './two-phones.ts';

test('different fields, and the same word twice, are nobody’s question', async ({
  relay,
  siti,
  budi,
}) => {
  await siti.go('#/anggota');
  await siti.page.getByRole('button', { name: 'Tambah anggota' }).click();
  await siti.fill('Nama lengkap', 'Agus Priyono');
  await siti.done();
  const card = siti.place;
  await siti.caughtUp();
  await budi.go(card);
  await expect(budi.page.getByRole('heading', { name: 'Agus Priyono' })).toBeVisible();
  await relay.stop();
  for (const [phone, number, field, value] of [
    [siti, '0812 1111 2222', 'Panggilan', 'Pak Agus'],
    [budi, '+62 812-1111-2222', 'Email', 'agus@contoh.id'],
  ] as const) {
    await phone.edit();
    await phone.fill('Nomor WhatsApp', number);
    await phone.fill(field, value);
    await phone.done();
  }
  await relay.start();
  for (const phone of [siti, budi]) {
    await phone.syncNow();
    for (const said of ['Pak Agus', 'agus@contoh.id', '0812-1111-2222'])
      await expect(phone.page.locator('dd', { hasText: said })).toHaveCount(1);
    await expect(phone.page.getByRole('region', { name: /versi/ })).toHaveCount(0);
    const badge = phone.page.getByRole('navigation', { name: 'Menu utama' }).locator('.badge');
    await expect(badge).toHaveCount(0);
  }
});

test('a promise that is done for one and dropped for another is asked of who made it', async ({
  relay,
  siti,
  budi,
}) => {
  const { page } = siti;
  await siti.go('#/catatan');
  await page.getByRole('button', { name: 'Catatan baru' }).click();
  await page.getByRole('button', { name: 'Notulensi rapat' }).click();
  await siti.fill('Judul', 'Rapat rutin');
  await siti.part('Tindak lanjut');
  await page.getByRole('button', { name: 'Tambah tindak lanjut' }).click();
  await siti.fill('Yang harus dilakukan', 'Kirim laporan');
  const record = page.getByRole('group', { name: /^Tindak lanjut 1$/ });
  await record.getByRole('button', { name: 'Penanggung jawab' }).click();
  await page.getByRole('radio', { name: 'Budi Santosa' }).click();
  await siti.done();
  const note = siti.place;
  await siti.caughtUp();
  await budi.go('#/');
  const mine = budi.page.locator('[data-section="tasks"]');
  await expect(mine).toContainText('Kirim laporan');

  await relay.stop();
  await mine.getByRole('checkbox').click();
  await siti.edit();
  await siti.part('Tindak lanjut');
  await record.getByLabel('Status').selectOption({ label: 'Batal' });
  await siti.done();
  await relay.start();
  await siti.syncNow();
  await budi.syncNow();

  // Whoever promised it is asked, and nobody else.
  const asked = (phone: typeof siti) => phone.page.locator('[data-section="unresolved"]');
  await budi.go('#/');
  await expect(asked(budi)).toContainText('Rapat rutin');
  await siti.go('#/');
  await expect(page.locator('[data-section]').first()).toBeVisible();
  await expect(asked(siti)).toHaveCount(0);
  // It counts as open, and stands on the first page of whoever promised it, undecided.
  await budi.go('#/tindak-lanjut');
  const row = budi.page.locator('[data-task]');
  await expect(row).toContainText('Perlu diputuskan');
  await row.getByRole('link').click();
  await expect.poll(() => budi.place).toBe(note);
  const dispute = budi.page.getByRole('region', { name: /^2 versi Status/ });
  await expect(dispute).toContainText('Selesai');
  await expect(dispute).toContainText('Batal');
  await dispute
    .getByRole('listitem')
    .filter({ hasText: 'Selesai' })
    .getByRole('button', { name: 'Pakai ini' })
    .click();
  await siti.go(note);
  for (const phone of [siti, budi])
    await expect(phone.page.getByRole('region', { name: /^2 versi/ })).toHaveCount(0);
  await expect(page.locator('#part-tindak-lanjut')).toContainText('Selesai');
});
