import { expect } from '../../web/e2e.ts';
import { test } from './two-phones.ts';

test('the history says who changed what, and brings back what was', async ({ siti, budi }) => {
  const { page } = siti;
  await siti.beginNote('Rapat pupuk');
  await siti.fill('Isi', 'Alinea pertama.\nAlinea kedua.');
  await siti.done();
  const note = siti.place;
  await siti.caughtUp();
  await budi.go(note);
  await budi.edit();
  await budi.fill('Judul', 'Rapat pupuk dan benih');
  await budi.fill('Isi', 'Alinea pertama.');
  await budi.done();
  await expect(page.getByRole('heading', { name: 'Rapat pupuk dan benih' }).first()).toBeVisible();

  await page.getByRole('link', { name: 'Riwayat' }).click();
  const newest = page.locator('[data-change]').first();
  await expect(newest).toContainText('Budi Santosa');
  await expect(page.locator('[data-change]').last()).toContainText('Siti Rahayu');
  await expect(page.getByRole('button', { name: 'Judul: Rapat pupuk dan benih' })).toBeVisible();

  // What somebody writes meanwhile comes in above it, and what is being read stays there.
  await page
    .locator('[data-change]')
    .last()
    .evaluate((one) => one.setAttribute('data-read', ''));
  await budi.edit();
  await budi.fill('Judul', 'Rapat pupuk, benih dan air');
  await budi.done();
  await expect(newest).toContainText('benih dan air');
  await expect(page.locator('[data-change]').last()).toHaveAttribute('data-read');

  // A paragraph that somebody has deleted is found, and comes back.
  await page
    .getByRole('button', { name: /huruf dihapus/ })
    .first()
    .click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText('Alinea kedua.').first()).toBeVisible();
  await sheet.getByRole('button', { name: 'Sisipkan lagi yang dihapus' }).click();
  await siti.go(note);
  await expect(page.getByText('Alinea kedua.')).toBeVisible();
  await expect(budi.page.getByText('Alinea kedua.')).toBeVisible();

  // An earlier value too, offline as well, and that can be taken back.
  await siti.relay.stop();
  await page.getByRole('link', { name: 'Riwayat' }).click();
  await page.getByRole('button', { name: 'Judul: Rapat pupuk dan benih' }).click();
  // All that this field ever said, and nothing of the others.
  await sheet.getByRole('link', { name: 'Semua isi sebelumnya' }).click();
  await expect(page.getByText('3 perubahan')).toBeVisible();
  await expect(page.locator('[data-change] .deed')).toHaveText([
    'Judul: Rapat pupuk, benih dan air',
    'Judul: Rapat pupuk dan benih',
    'Judul: Rapat pupuk',
  ]);
  await page.getByRole('button', { name: 'Judul: Rapat pupuk dan benih' }).click();
  await sheet.getByRole('button', { name: 'Kembalikan yang sebelumnya' }).click();
  await expect(page.getByText('Judul dikembalikan.')).toBeVisible();
  await siti.go(note);
  await expect(
    page.getByRole('heading', { name: 'Rapat pupuk', exact: true }).first(),
  ).toBeVisible();
  await siti.relay.start();
  await siti.syncNow();
  await expect(
    budi.page.getByRole('heading', { name: /^Rapat pupuk(?! dan)/ }).first(),
  ).toBeVisible();
});

test('the last steps are taken back and done again, also after others wrote', async ({
  siti,
  budi,
}) => {
  const { page } = siti;
  await siti.beginNote('Rapat');
  await siti.fill('Isi', 'Rapat di balai desa.');
  await siti.done();
  await siti.caughtUp();
  await siti.edit();
  // What is stored at once is one step.
  const stored = () => expect(page.locator('main [data-tick="pending"]')).toHaveCount(0);
  await siti.fill('Judul', 'Rapat besar');
  await stored();
  await siti.fill('Isi', 'Rapat di balai desa. Semua hadir.');
  await stored();
  await budi.go(siti.place.replace(/\/ubah$/, ''));
  await budi.edit();
  await budi.fill('Isi', 'Besok. Rapat di balai desa. Semua hadir.');
  await expect(page.getByLabel('Isi', { exact: true })).toHaveValue(/^Besok/);

  const back = page.getByRole('button', { name: 'Batalkan langkah terakhir' });
  const on = page.getByRole('button', { name: 'Ulangi langkah' });
  await back.click();
  await expect(page.getByLabel('Isi', { exact: true })).toHaveValue('Besok. Rapat di balai desa.');
  await back.click();
  await expect(page.getByLabel('Judul', { exact: true })).toHaveValue('Rapat');
  await on.click();
  await expect(page.getByLabel('Judul', { exact: true })).toHaveValue('Rapat besar');
  // By the keyboard, also in a text into which others' words came: the browser's own undo forgets all then.
  const isi = page.getByLabel('Isi', { exact: true });
  await isi.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Salah.');
  await budi.page.getByLabel('Isi', { exact: true }).press('Control+Home');
  await budi.page.keyboard.type('Jadi. ');
  await expect(isi).toHaveValue('Jadi. Besok. Rapat di balai desa. Salah.');
  await page.keyboard.press('Control+z');
  await expect(isi).toHaveValue('Jadi. Besok. Rapat di balai desa.');
  await page.keyboard.press('Control+y');
  await expect(isi).toHaveValue('Jadi. Besok. Rapat di balai desa. Salah.');
  await page.keyboard.press('Control+z');
  await expect(isi).toHaveValue('Jadi. Besok. Rapat di balai desa.');
  // And where nothing is typed.
  await on.focus();
  await page.keyboard.press('Control+z');
  await expect(page.getByLabel('Judul', { exact: true })).toHaveValue('Rapat');
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByLabel('Judul', { exact: true })).toHaveValue('Rapat besar');
  await siti.done();
  await expect(budi.page.getByLabel('Isi', { exact: true })).toHaveValue(
    'Jadi. Besok. Rapat di balai desa.',
  );
});

test('who was put into a list, or taken out of it, is back with one tap, offline too', async ({
  siti,
}) => {
  const { page } = siti;
  await siti.beginMinutes('Rapat rutin');
  await siti.done();
  const minutes = siti.place;
  await siti.caughtUp();
  await siti.relay.stop();
  const taker = page.locator('main dt', { hasText: /^Notulis$/ }).locator('xpath=..');
  await expect(taker).toContainText('Siti Rahayu');
  await page.getByRole('link', { name: 'Riwayat' }).click();
  await page.getByRole('button', { name: 'Notulis: Siti Rahayu ditambahkan' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('Sekarang ada di dalamnya.');
  await sheet.getByRole('button', { name: 'Keluarkan' }).click();
  const out = page.getByRole('button', { name: 'Notulis: Siti Rahayu dikeluarkan' });
  await expect(out).toBeVisible();
  await siti.go(minutes);
  await expect(page.getByRole('heading', { name: 'Rapat rutin' }).first()).toBeVisible();
  await expect(taker).toHaveCount(0);
  await page.getByRole('link', { name: 'Riwayat' }).click();
  await out.click();
  await expect(sheet).toContainText('Sekarang tidak ada di dalamnya.');
  await sheet.getByRole('button', { name: 'Masukkan lagi' }).click();
  await expect(page.getByText('Notulis: Siti Rahayu ditambahkan').first()).toBeVisible();
  await siti.go(minutes);
  await expect(taker).toContainText('Siti Rahayu');
});
