import { expect } from '../../web/e2e.ts';
import { test } from './two-phones.ts';

test('whoever was erased is called so, and their own phone asks for no new name', async ({
  siti,
  budi,
}) => {
  const { page } = siti;
  await siti.beginMinutes('Rapat rutin');
  await page.getByRole('tab', { name: 'Hadir' }).click();
  await page.getByRole('button', { name: 'Budi Santosa: Hadir' }).click();
  await siti.done();
  const note = siti.place;
  await expect(page.getByText('Budi Santosa')).toBeVisible();

  const posts = '#/pejabat/33.02.19.2006';
  await siti.go(posts);
  await page.getByRole('button', { name: 'Catat pejabat: Kepala Desa' }).click();
  await page.getByRole('button', { name: /^Siapa pejabatnya/ }).click();
  await page.getByRole('radio', { name: /Budi Santosa/ }).click();
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(page.getByRole('link', { name: /Budi Santosa/ })).toBeVisible();

  await siti.go('#/anggota');
  await page.getByRole('link', { name: 'Budi Santosa' }).click();
  const card = siti.place;
  await budi.go(card);
  await page.getByRole('button', { name: 'Hapus data anggota' }).click();
  await page.getByLabel('Ketik “Budi Santosa” untuk melanjutkan').fill('Budi Santosa');
  await page.getByRole('button', { name: 'Ya, hapus untuk semua' }).click();
  await expect(page.getByText(/Dihapus di [12] dari 2 HP/)).toBeVisible();

  // The card was open on Budi's phone: it goes back to the list, and says why.
  await expect(budi.page.getByText('sudah dihapus untuk semua', { exact: false })).toBeVisible();
  await expect.poll(() => budi.place).toBe('#/anggota');
  await expect(budi.page.getByRole('link', { name: 'Siti Rahayu' })).toBeVisible();

  for (const phone of [siti, budi]) {
    await phone.page.reload();
    await phone.go(note);
    await expect(phone.page.getByText('Anggota dihapus')).toBeVisible();
    await expect(phone.page.getByText('Budi Santosa')).toHaveCount(0);
    // The post is still held by somebody of whom nothing else is known.
    await phone.go(posts);
    await expect(phone.page.getByRole('link', { name: /Anggota dihapus/ })).toBeVisible();
    await phone.go(`${card}/ubah`);
    await expect(phone.page.getByText('Anggota dihapus')).toBeVisible();
    await expect(phone.page.getByLabel('Nama lengkap')).toHaveCount(0);
  }
});
