import { expect, type Page } from '../../web/e2e.ts';
import { fill } from './decade.ts';
import { test } from './two-phones.ts';

const hits = (page: Page) => page.locator('main .list a.item');

test('one search finds what was written anywhere, keeps its place, and forgets what was erased', async ({
  siti,
  budi,
}) => {
  const { page } = siti;
  await budi.go('#/anggota');
  await budi.page.getByRole('link', { name: /Budi Santosa/ }).click();
  await budi.edit();
  await budi.fill('Panggilan', "Pak Ma'mun");
  await budi.fill('Nomor WhatsApp', '0812-3456-7890');
  await budi.done();
  for (const title of ['Uraian Siskeudes', 'Siskeudes kedua', 'Hal lain']) {
    await budi.beginNote(title);
    await budi.fill('Isi', `Pendampingan ${title}. Sudah dibahas bersama Pak Budi.`);
    await budi.done();
  }
  const note = budi.place;
  await siti.syncNow();
  await siti.relay.stop();

  // From any main page, by the bar, and from a desk by keys.
  await siti.go('#/');
  await page.getByRole('link', { name: 'Cari', exact: true }).click();
  const box = page.getByRole('searchbox');
  await expect(box).toBeFocused();
  for (const words of ['mamun', 'MA’MUN budi', '0812 3456 7890', '+62812-3456-7890'])
    await test.step(words, async () => {
      await box.fill(words);
      await expect(hits(page).first()).toContainText('Budi Santosa');
    });
  await box.fill('damping kedua');
  await expect(hits(page)).toHaveCount(1);
  await expect(page.locator('mark', { hasText: /^damping$/ })).toBeVisible();
  await box.fill('siskudes');
  await expect(page.locator('[data-nearly]')).toBeVisible();
  await expect(hits(page)).toHaveCount(2);

  // Words, filter and order are there again, after going back and after loading anew.
  await box.fill('siskeudes');
  await page.getByRole('button', { name: 'Saring' }).click();
  await page.getByLabel('Urutan').selectOption('oldest');
  await page.getByLabel('Belum diisi').selectOption('note:place');
  await page.getByRole('button', { name: /^Catatan dan notulensi · 2/ }).click();
  await hits(page).first().click();
  await expect(page.getByRole('link', { name: 'Ubah' })).toBeVisible();
  await page.goBack();
  for (const again of [false, true]) {
    if (again) await page.reload();
    await expect(box).toHaveValue('siskeudes');
    await expect(
      page.getByRole('button', { name: 'Kosongkan: Belum diisi: Tempat' }),
    ).toBeVisible();
    await expect(hits(page)).toHaveCount(2);
  }
  await page.getByRole('button', { name: 'Kosongkan: Belum diisi: Tempat' }).click();
  await page.getByRole('button', { name: 'Saring', exact: true }).click();
  await expect(page.getByLabel('Urutan')).toHaveValue('oldest');

  // Erased elsewhere while the results are on the screen.
  await siti.relay.start();
  await page.getByRole('button', { name: /^Semua · / }).click();
  await box.fill('mamun');
  await expect(hits(page).filter({ hasText: 'Budi Santosa' })).not.toHaveCount(0);
  await budi.go('#/anggota');
  await budi.page.getByRole('link', { name: /Budi Santosa/ }).click();
  await budi.page.getByRole('button', { name: 'Hapus data anggota' }).click();
  await budi.page.getByLabel(/^Ketik “Pak Ma'mun”/).fill("Pak Ma'mun");
  await budi.page.getByRole('button', { name: 'Ya, hapus untuk semua' }).click();
  await expect(page.getByText('Tidak ada yang cocok dengan “mamun”.')).toBeVisible();
  expect(note).not.toBe('');
});

test('who may read something no more finds nothing of it', async ({ siti, budi }) => {
  const { page } = budi;
  await siti.go('#/catatan-pengurus');
  await siti.page.getByRole('button', { name: 'Catatan baru' }).click();
  await siti.page.getByRole('button', { name: 'Catatan bebas' }).click();
  await siti.fill('Judul', 'Rencana rahasia');
  await siti.done();
  await budi.syncNow();
  await budi.go('#/cari');
  await page.getByRole('searchbox').fill('rencana');
  await expect(hits(page)).toHaveCount(1);
  await siti.go('#/pengurus');
  const person = siti.page.locator('[data-person="Budi Santosa"]');
  await person.getByRole('button', { name: 'Ganti peran' }).click();
  const sheet = siti.page.getByRole('dialog');
  await sheet.getByRole('radio', { name: /^Anggota/ }).check();
  await sheet.getByRole('button', { name: 'Simpan' }).click();
  await expect(page.getByText('Tidak ada yang cocok dengan “rencana”.')).toBeVisible();
});

test('of ten years a word, a filter and the way back to the place', async ({ siti }) => {
  const { page } = siti;
  await siti.relay.stop();
  await fill(page);
  await page.reload();
  await siti.go('#/cari');
  const box = page.getByRole('searchbox');
  await box.fill('siskeudes kalikidang');
  await expect(page.getByRole('button', { name: /^Pendampingan · \d+/ })).toBeVisible();
  await page.getByRole('button', { name: /^Pendampingan · \d+/ }).click();
  for (const row of await hits(page).all()) await expect(row).toContainText('Kalikidang');
  await box.fill('jumat');
  await expect(hits(page)).toHaveCount(30);
  await page.getByRole('button', { name: 'Tampilkan 30 lagi' }).click();
  await expect(hits(page)).toHaveCount(60);
  const row = hits(page).nth(47);
  await row.scrollIntoViewIfNeeded();
  const scrolled = await page.evaluate(() => scrollY);
  expect(scrolled).toBeGreaterThan(1_000);
  const place = (await row.getAttribute('href')) ?? '';
  await row.click();
  await expect.poll(() => siti.place).toBe(place);
  await page.goBack();
  await expect(hits(page)).toHaveCount(60);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(scrolled);
  await expect(page.locator('*:focus')).toHaveAttribute('href', place);
});
