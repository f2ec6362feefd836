import { expect } from '../../web/e2e.ts';
import { Thumb } from './taps.ts';
import { test } from './two-phones.ts';

test('an agenda pasted from WhatsApp becomes points in order, and one tap takes all of them back', async ({
  siti,
}) => {
  const { page } = siti;
  await siti.beginMinutes('Rapat rutin');
  await siti.relay.stop();
  await page.getByRole('button', { name: 'Tambah mata acara' }).click();
  await siti.paste('*Agenda rapat:*\n1. Pembukaan\n2. Laporan kas\n3. Penutup dan doa');
  const points = page.locator('[data-record]');
  await expect(points).toHaveCount(3);
  const titles = () =>
    points
      .getByLabel('Judul')
      .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  await expect.poll(titles).toEqual(['Pembukaan', 'Laporan kas', 'Penutup dan doa']);
  await page.getByRole('button', { name: 'Urungkan' }).click();
  await expect(points).toHaveCount(0);
  await expect(page.getByText('Yang diarsipkan · 3')).toBeVisible();
});

test('a template of the forum is a meeting with its agenda, or an entry with its text', async ({
  siti,
}) => {
  const { page } = siti;
  await siti.go('#/pengaturan/forum/ubah');
  for (const [kind, title, text] of [
    ['Notulensi', 'Rapat bulanan', 'Pembukaan\nLaporan kas\nDoa'],
    ['Pendampingan', 'Kunjungan Siskeudes', 'Yang diperiksa: SPP, pajak.'],
  ] as const) {
    await page.getByRole('button', { name: 'Tambah contoh' }).click();
    const one = page.getByRole('group', { name: /^Contoh isian/ }).last();
    await one.getByLabel('Contoh untuk').selectOption({ label: kind });
    await one.getByLabel('Judul').fill(title);
    await one.getByLabel('Isi contoh').fill(text);
    await one.getByLabel('Isi contoh').blur();
  }
  await siti.done();
  await siti.relay.stop();

  await siti.go('#/catatan');
  await page.getByRole('button', { name: 'Catatan baru' }).click();
  await page.getByRole('button', { name: 'Rapat bulanan' }).click();
  await expect(page.locator('[data-record]')).toHaveCount(3);
  await expect(page.locator('[data-field="title"] textarea')).toHaveValue('Rapat bulanan');

  // And the next one is like it, but for what was said.
  await page.getByLabel('Tempat', { exact: true }).fill('Aula kecamatan');
  await siti.done();
  await siti.go('#/catatan');
  await page.getByRole('button', { name: 'Catatan baru' }).click();
  await page.getByRole('button', { name: 'Seperti terakhir: Rapat bulanan' }).click();
  await expect(page.locator('[data-field="title"] textarea')).toHaveValue('Rapat bulanan');
  await expect(page.getByLabel('Tempat', { exact: true })).toHaveValue('Aula kecamatan');
  await expect(page.locator('[data-record]')).toHaveCount(0);

  await siti.go('#/pendampingan');
  await page.getByRole('button', { name: 'Catat pendampingan' }).click();
  await page.getByLabel('Desa mana?').selectOption({ label: 'Karangkedawung' });
  await page.getByRole('button', { name: 'Kunjungan Siskeudes' }).click();
  await expect(page.getByLabel('Topik', { exact: true })).toHaveValue('Kunjungan Siskeudes');
  await expect(page.getByLabel('Uraian', { exact: true })).toHaveValue(
    'Yang diperiksa: SPP, pajak.',
  );
});

test('an entry like the last one takes five taps', async ({ siti }) => {
  const { page } = siti;
  await siti.go('#/pendampingan');
  await page.getByRole('button', { name: 'Catat pendampingan' }).click();
  await page.getByLabel('Desa mana?').selectOption({ label: 'Karangkedawung' });
  await page.getByRole('button', { name: 'Mulai mencatat' }).click();
  await siti.fill('Topik', 'Menutup buku kas');
  await page.getByLabel('Bentuk pendampingan').selectOption({ label: 'Konsultasi' });
  await page.getByRole('button', { name: 'Siskeudes', exact: true }).click();
  await siti.done();
  await siti.relay.stop();
  await siti.go('#/');

  const thumb = new Thumb(page);
  await thumb.tap(page.getByRole('button', { name: 'Catat pendampingan' }).first());
  await thumb.tap(page.getByRole('button', { name: 'Seperti terakhir: Menutup buku kas' }));
  await thumb.type(page.getByLabel('Topik', { exact: true }), 'Memeriksa pajak');
  await thumb.type(page.getByLabel('Uraian', { exact: true }), 'Tiga nota diperiksa.');
  await thumb.tap(page.getByRole('link', { name: 'Simpan' }));
  await expect(page.getByRole('heading', { name: 'Memeriksa pajak' })).toBeVisible();
  await expect(page.getByText('Konsultasi')).toBeVisible();
  await expect(page.getByText('Siskeudes', { exact: true })).toBeVisible();
  await expect(page.getByText('Karangkedawung').first()).toBeVisible();
  expect(thumb.taps).toBe(5);
});

test('the first entry of all takes six taps, with village, kind and who was mentored', async ({
  siti,
  budi,
}) => {
  const { page } = siti;
  await budi.caughtUp();
  await siti.syncNow();
  await siti.go('#/');

  const thumb = new Thumb(page);
  await thumb.tap(page.getByRole('button', { name: 'Catat pendampingan' }).first());
  const sheet = page.getByRole('dialog');
  await thumb.tap(sheet.getByRole('button', { name: 'Klahang' }));
  await thumb.tap(sheet.getByRole('button', { name: 'Konsultasi' }));
  await thumb.type(page.getByLabel('Topik', { exact: true }), 'Menutup buku kas');
  const mentee = page.getByRole('button', { name: 'Budi Santosa', exact: true });
  await thumb.tap(mentee);
  await expect(mentee).toHaveAttribute('aria-pressed', 'true');
  await thumb.tap(page.getByRole('link', { name: 'Simpan' }));
  await expect(page.getByRole('heading', { name: 'Menutup buku kas' })).toBeVisible();
  for (const said of ['Konsultasi', 'Klahang', 'Budi Santosa', 'Siti Rahayu'])
    await expect(page.getByRole('main').getByText(said, { exact: true }).first()).toBeVisible();
  expect(thumb.taps).toBe(6);
});
