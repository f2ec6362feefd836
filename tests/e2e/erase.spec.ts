import { expect } from '../../web/e2e.ts';
import type { Phone } from './phone.ts';
import { stores } from './stores.ts';
import { test } from './two-phones.ts';

/** In the name on the card that is erased. */
const MARK = 'Zulaikha Penanda';

/** Adds a card with the mark, and gives its address. */
async function addCard(siti: Phone): Promise<string> {
  const { page } = siti;
  await siti.go('#/anggota');
  await page.getByRole('button', { name: 'Tambah anggota' }).click();
  await siti.fill('Nama lengkap', MARK);
  await siti.fill('Panggilan', 'Bu Zul');
  await siti.done();
  return siti.place;
}

test('an erased card is in no store of a phone that has synced, and none brings it back', async ({
  relay,
  siti,
  budi,
}) => {
  const card = await addCard(siti);
  const doc = `member/${card.split('/').at(-1) ?? ''}`;
  await budi.go(card);
  await expect(budi.page.getByText(MARK).first()).toBeVisible();
  for (const phone of [siti, budi]) expect(await stores(phone.page)).toContain(MARK);

  // Budi is away, and writes in it.
  const context = budi.page.context();
  await budi.page.close();
  await relay.stop();
  budi = Object.assign(budi, { page: await context.newPage() });
  await budi.page.goto(`${relay.origin}/${card}`);
  await budi.edit();
  await budi.fill('Email', 'zul@contoh.id');
  await budi.done();
  const away = await budi.page.evaluate(() => location.href);
  await budi.page.goto('about:blank');
  await relay.start();
  await siti.syncNow();
  await siti.caughtUp();

  await siti.go(card);
  await siti.page.getByRole('button', { name: 'Hapus data anggota' }).click();
  const go = siti.page.getByRole('button', { name: 'Ya, hapus untuk semua' });
  await expect(go).toBeDisabled();
  await siti.page.getByLabel('Ketik “Bu Zul” untuk melanjutkan').fill('bu zul');
  await go.click();
  await expect(siti.page.getByText('Dihapus di 1 dari 2 HP')).toBeVisible();
  await expect.poll(() => stores(siti.page)).not.toContain(MARK);
  await siti.go('#/anggota');
  await expect(siti.page.getByText(MARK)).toHaveCount(0);

  await budi.page.goto(away);
  await expect(budi.page.getByText('sudah dihapus untuk semua', { exact: false })).toBeVisible();
  await budi.caughtUp();
  const kept = await stores(budi.page);
  for (const trace of [MARK, 'zul@contoh.id', `"${doc}"`]) expect(kept).not.toContain(trace);
  expect([...relay.exported().values()].join()).not.toContain(MARK);
  await siti.go('#/pengurus');
  await expect(siti.page.getByText('Dihapus di 2 dari 2 HP')).toBeVisible();
});

test('consent that was withdrawn starts a clock that organisers see', async ({ siti, budi }) => {
  const card = await addCard(siti);
  await siti.page.getByRole('button', { name: 'Catat persetujuan' }).click();
  await expect(siti.page.getByText(/^Diberikan .* Tertulis$/)).toBeVisible();
  await siti.page.getByRole('button', { name: 'Tarik persetujuan' }).click();
  await siti.page
    .getByRole('group', { name: 'Tarik persetujuan atas data ini?' })
    .getByRole('button', { name: 'Tarik persetujuan' })
    .click();
  await expect(siti.page.getByText(/^Persetujuan ditarik/)).toBeVisible();
  await budi.go('#/');
  const clock = budi.page.locator('[data-section="consent"]');
  await expect(clock).toHaveText(/Zulaikha Penanda.*Batas 3×24 jam: sisa \d+ jam/s);
  await clock.getByRole('link').click();
  expect(budi.place).toBe(card);
});

test('a note is copied without its history, and the old one erased', async ({ siti, budi }) => {
  const { page } = siti;
  await siti.beginNote('Rapat');
  await siti.fill('Isi', 'Nomor rahasia 12345.');
  await siti.fill('Isi', 'Tanpa nomor.');
  await siti.done();
  const old = siti.place;
  await budi.go(old);
  await expect(budi.page.getByText('Tanpa nomor.')).toBeVisible();

  await page.getByText('Buang bagian rahasia').click();
  await page.getByRole('button', { name: 'Buat salinan tanpa riwayat' }).click();
  await expect.poll(() => siti.place).not.toContain(old);
  await expect(page.getByText('Tanpa nomor.')).toBeVisible();
  await siti.go(old);
  await page.getByText('Buang bagian rahasia').click();
  await page.getByRole('button', { name: 'Hapus catatan ini untuk semua' }).click();
  await page.getByLabel('Ketik “Rapat” untuk melanjutkan').fill('Rapat');
  await page.getByRole('button', { name: 'Ya, hapus untuk semua' }).click();
  await expect(page.getByText(/Dihapus di [12] dari 2 HP/)).toBeVisible();
  await budi.go('#/catatan');
  // The copy may come before the old one goes.
  await expect.poll(() => stores(budi.page)).not.toContain('12345');
  await expect(budi.page.getByText('Rapat', { exact: true })).toHaveCount(1);
});

test('a person sees the phones in their name, and downloads what is held about them', async ({
  siti,
}) => {
  await siti.go('#/pengaturan');
  await siti.page.getByRole('button', { name: 'Lihat HP atas nama saya' }).click();
  await expect(siti.page.getByText(/· HP ini$/)).toBeVisible();
  const downloading = siti.page.waitForEvent('download');
  await siti.page.getByRole('button', { name: 'Unduh data saya' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^data-saya-.*\.json$/);
});
