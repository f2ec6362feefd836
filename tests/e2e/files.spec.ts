import { expect } from '../../web/e2e.ts';
import { axeFinds, faultsOf, lasting } from './measure.ts';
import { Phone, unlock } from './phone.ts';
import { add, atRelay, held, photos, WHERE, withPlace, type Chosen } from './photos.ts';
import { stores } from './stores.ts';
import { test } from './two-phones.ts';

const PDF: Chosen = {
  name: 'SK Camat 12.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(40_000, 'keputusan ')]),
};
/** A free note of this title, shown. */
async function note(phone: Phone, title: string): Promise<{ place: string; doc: string }> {
  await phone.beginNote(title);
  await phone.done();
  const { place } = phone;
  return { place, doc: `note/${place.split('/').at(-1) ?? ''}` };
}

const tiles = (phone: Phone, state = '') =>
  phone.page.locator(`[data-file]${state && `[data-here="${state}"]`}`);

test('a photo is made smaller, loses its place, and is fetched by another phone when asked for', async ({
  siti,
  budi,
}) => {
  const { place, doc } = await note(siti, 'Rapat dengan lampiran');
  const [photo] = await photos(siti.page, 1);
  if (!photo) throw new Error('no photo');
  await add(siti.page, [withPlace(photo)]);
  await expect(tiles(siti, 'kept')).toHaveCount(1);
  const [mine] = await held(siti.page);
  expect(mine).toMatchObject({ doc, waits: false });
  expect(mine?.is).toBe(mine?.hash);
  const there = await atRelay(budi.page, doc, mine?.hash ?? '');
  if (typeof there === 'number') throw new Error(`the relay said ${there}`);
  expect(there.toString('latin1')).not.toContain('Exif');
  expect(there.toString('latin1')).not.toContain(WHERE);
  // Upright, as it was held, and no longer than it may be.
  const size = await budi.page.evaluate(
    async (bytes) => {
      const made = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
      return [made.width, made.height];
    },
    [...there],
  );
  expect(size).toEqual([1200, 1600]);

  // Nobody pays for what nobody asked for.
  await budi.go(place);
  await expect(tiles(budi, 'away')).toHaveCount(1);
  expect(await held(budi.page)).toEqual([]);
  await budi.page.getByRole('button', { name: 'Tampilkan' }).click();
  await expect(tiles(budi, 'kept')).toHaveCount(1);
  expect((await held(budi.page))[0]).toMatchObject({ is: mine?.hash, waits: false });
  await budi.page.getByRole('button', { name: 'Buka Foto 1' }).click();
  const large = budi.page.getByRole('dialog');
  await expect(large.getByRole('img', { name: 'Foto 1' })).toBeVisible();
  expect(await lasting(() => axeFinds(budi.page))).toEqual([]);
  await budi.page.goBack();
  await expect(large).toHaveCount(0);
  expect(budi.place).toBe(place);

  // A caption, and what is removed and brought back.
  await siti.page.getByRole('button', { name: 'Lainnya: Foto 1' }).click();
  await siti.fill('Keterangan', 'Daftar hadir bertanda tangan');
  await siti.page.getByRole('button', { name: 'Tutup' }).click();
  await expect(tiles(budi).getByText('Daftar hadir bertanda tangan')).toBeVisible();
  await siti.page.getByRole('button', { name: 'Lainnya: Daftar hadir' }).click();
  await siti.page.getByRole('button', { name: 'Hapus', exact: true }).click();
  await expect(tiles(siti)).toHaveCount(0);
  await expect(tiles(budi)).toHaveCount(0);
  await siti.page.getByRole('button', { name: 'Urungkan' }).click();
  await expect(tiles(siti, 'kept')).toHaveCount(1);
  await expect(tiles(budi, 'kept')).toHaveCount(1);

  // The history tells it in words, not in hashes.
  await siti.page.getByRole('link', { name: 'Riwayat' }).click();
  await expect(siti.page.getByText('Lampiran “Daftar hadir bertanda tangan” dibuat')).toBeVisible();
  await expect(siti.page.getByText(mine?.hash ?? '')).toHaveCount(0);
  await siti.go(place);

  // Erased with its document, on both phones.
  await siti.page.getByText('Buang bagian rahasia').click();
  await siti.page.getByRole('button', { name: 'Hapus catatan ini untuk semua' }).click();
  await siti.page
    .getByLabel('Ketik “Rapat dengan lampiran” untuk melanjutkan')
    .fill('Rapat dengan lampiran');
  await siti.page.getByRole('button', { name: 'Ya, hapus untuk semua' }).click();
  await expect.poll(() => held(siti.page)).toEqual([]);
  await expect.poll(() => held(budi.page)).toEqual([]);
});

const named = (name: string, text: string, mimeType = 'image/jpeg'): Chosen => ({
  name,
  mimeType,
  buffer: Buffer.from(text, 'latin1'),
});

test('what is no photo is refused by its name, and why; who only reads adds nothing', async ({
  relay,
  siti,
  browser,
}) => {
  const { page } = siti;
  const { place } = await note(siti, 'Lampiran yang ditolak');
  await expect(page.getByText('Paling banyak 20, masing-masing 4 MB.')).toBeVisible();
  const [photo] = await photos(page, 1, [640, 480]);
  if (!photo) throw new Error('no photo');
  await add(page, [
    named('IMG_7.HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'image/heic'),
    named('surat.jpg', 'Dengan hormat,'),
    named('rusak.jpg', '\xff\xd8\xff\xe0 terpotong'),
    named('kosong.jpg', ''),
    photo,
    { ...photo, name: 'salinan.jpg' },
  ]);
  for (const said of [
    'IMG_7.HEIC: foto HEIC belum bisa dibaca. Atur kamera ke JPEG',
    'surat.jpg: bukan foto JPEG, PNG, WebP, atau PDF.',
    'rusak.jpg: fotonya rusak',
    'kosong.jpg: berkasnya kosong.',
    'salinan.jpg: sudah ada di sini.',
  ])
    await expect(page.getByRole('alert').getByText(said)).toBeVisible();
  await add(
    page,
    [{ ...PDF, buffer: Buffer.concat([PDF.buffer, Buffer.alloc(5_000_000)]) }],
    'Tambah berkas (PDF)',
  );
  await expect(
    page.getByText('SK Camat 12.pdf: 5 MB, terlalu besar. Paling besar 4 MB.'),
  ).toBeVisible();
  await add(page, [PDF], 'Tambah berkas (PDF)');
  await expect(tiles(siti, 'kept')).toHaveCount(2);
  await expect(tiles(siti).getByText('SK Camat 12')).toBeVisible();
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await lasting(() => faultsOf(page))).toEqual([]);
  expect(await lasting(() => axeFinds(page))).toEqual([]);

  const context = await browser.newContext();
  const viewer = new Phone(await context.newPage(), relay);
  await viewer.join('viewer', '');
  await viewer.go(place);
  await expect(tiles(viewer, 'away')).toHaveCount(2);
  await expect(viewer.page.getByLabel('Tambah foto')).toHaveCount(0);
  await viewer.page.getByRole('button', { name: 'Tampilkan' }).first().click();
  await expect(tiles(viewer, 'kept')).toHaveCount(1);
  await context.close();

  // On paper.
  await page.setViewportSize({ width: 360, height: 800 });
  await page.getByRole('link', { name: 'Cetak', exact: true }).click();
  await expect(page.locator('[data-attached]')).toHaveText('Lampiran: 1 foto, 1 berkas');
});

test('a browser that is killed in the middle keeps what was added, and nobody leaves with it', async ({
  relay,
  siti,
  budi,
}) => {
  const { place } = await note(siti, 'Rapat di balai desa');
  const [first, ...others] = await photos(siti.page, 6, [1600, 1200]);
  if (!first) throw new Error('no photo');
  await relay.stop();
  await siti.disconnected();
  await add(siti.page, [first]);
  await siti.page.getByLabel('Tambah foto', { exact: true }).setInputFiles(others);
  await expect.poll(() => tiles(siti).count(), { intervals: [20] }).toBeGreaterThan(2);
  const context = siti.page.context();
  await siti.page.close();
  siti = Object.assign(siti, { page: await context.newPage() });
  await siti.page.goto(`${relay.origin}/${place}`);
  await expect.poll(() => tiles(siti, 'waits').count()).toBeGreaterThan(2);
  const kept = await tiles(siti).count();
  await expect(tiles(siti, 'away')).toHaveCount(0);
  for (const { is, hash } of await held(siti.page)) expect(is).toBe(hash);

  await siti.go('#/pengaturan');
  await siti.page.getByRole('button', { name: 'Keluar dari HP ini' }).click();
  await expect(siti.page.getByText('foto atau berkas yang hanya ada di HP ini')).toBeVisible();
  await expect(siti.page.getByRole('button', { name: 'Ya, keluar' })).toHaveCount(0);
  await siti.page.getByRole('button', { name: 'Tutup' }).first().click();

  await relay.start();
  await siti.go(place);
  await expect(tiles(siti, 'kept')).toHaveCount(kept);
  await budi.go(place);
  await expect(tiles(budi, 'away')).toHaveCount(kept);
});

test('behind a PIN a photo is sealed on the disk, also one that was there before', async ({
  siti,
}) => {
  const { page } = siti;
  const { place } = await note(siti, 'Foto rahasia');
  const [before, after] = await photos(page, 2, [640, 480]);
  if (!before || !after) throw new Error('no photo');
  await add(page, [before]);
  await expect(tiles(siti, 'kept')).toHaveCount(1);
  expect((await held(page))[0]?.is).not.toBe('');
  await siti.setPin('271828');
  await unlock(page, '271828');
  await siti.go(place);
  await add(page, [after]);
  await expect(tiles(siti, 'kept')).toHaveCount(2);
  await expect(page.locator('canvas[data-drawn]')).toHaveCount(2);
  expect((await held(page)).map(({ is }) => is)).toEqual(['', '']);
  expect(await stores(page, 'paguyuban-files')).not.toContain('JFIF');
});

test('an entry begins with a photo, an event has some, and both are seen elsewhere', async ({
  siti,
  budi,
}) => {
  const { page } = siti;
  const [one, two] = await photos(page, 2, [800, 600]);
  if (!one || !two) throw new Error('no photo');
  await siti.go('#/pendampingan/33.02.19.2003/2026');
  await page.getByRole('button', { name: 'Catat pendampingan' }).click();
  await page.getByRole('button', { name: 'Mulai mencatat' }).click();
  await add(page, [one]);
  await siti.done();
  await expect(tiles(siti, 'kept')).toHaveCount(1);
  const entry = siti.place;
  await siti.go('#/kegiatan');
  await page.getByRole('button', { name: 'Kegiatan baru' }).click();
  await siti.fill('Judul', 'Pelatihan Siskeudes');
  await siti.done();
  await add(page, [two]);
  await expect(tiles(siti, 'kept')).toHaveCount(1);
  const event = siti.place;
  for (const place of [entry, event]) {
    await budi.go(place);
    await budi.page.getByRole('button', { name: 'Tampilkan' }).click();
    await expect(tiles(budi, 'kept')).toHaveCount(1);
  }
});
