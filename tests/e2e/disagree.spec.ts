import { expect } from '../../web/e2e.ts';
import { Thumb } from './taps.ts';
import { test } from './two-phones.ts';

test('a sentence that two people changed is shown in three versions, and a person picks', async ({
  relay,
  siti,
  budi,
}) => {
  await siti.beginNote('Undangan');
  await siti.fill('Isi', 'Rapat dimulai pukul 09.00 di balai desa.');
  await siti.done();
  const note = siti.place.replace(/\/ubah$/, '');
  await budi.go(note);
  await expect(budi.page.getByText('pukul 09.00')).toBeVisible();

  await relay.stop();
  await siti.edit();
  await siti.fill('Isi', 'Rapat dimulai pukul 09.30 di balai desa.');
  await siti.done();
  await budi.edit();
  await budi.fill('Isi', 'Rapat dimulai pukul 10.00 di balai desa.');
  await budi.done();
  await relay.start();

  for (const phone of [siti, budi]) {
    await phone.syncNow();
    await phone.go(note);
    const doubt = phone.page.getByRole('region', { name: 'Kalimat ini diubah dua orang' });
    await expect(doubt).toContainText('pukul 09.30');
    await expect(doubt).toContainText('pukul 10.00');
  }
  await siti.page
    .getByRole('listitem')
    .filter({ hasText: 'pukul 10.00 di balai desa.' })
    .filter({ hasNotText: 'Gabungan' })
    .getByRole('button', { name: 'Pakai ini' })
    .click();
  for (const phone of [siti, budi]) {
    await expect(phone.page.getByRole('region', { name: /Kalimat/ })).toHaveCount(0);
    await expect(phone.page.getByText('Rapat dimulai pukul 10.00 di balai desa.')).toBeVisible();
  }
});

test('a card archived by one and edited by the other can be brought back', async ({
  relay,
  siti,
  budi,
}) => {
  await siti.go('#/anggota');
  await siti.page.getByRole('button', { name: 'Tambah anggota' }).click();
  await siti.fill('Nama lengkap', 'Agus Priyono');
  await siti.done();
  const card = siti.place.replace(/\/ubah$/, '');
  await budi.go(card);
  await expect(budi.page.getByRole('heading', { name: 'Agus Priyono' })).toBeVisible();

  await relay.stop();
  await siti.edit();
  await siti.page.getByRole('button', { name: 'Arsipkan' }).click();
  const asked = siti.page.getByRole('group', { name: 'Arsipkan kartu ini?' });
  await asked.getByRole('button', { name: 'Arsipkan' }).click();
  await budi.edit();
  await budi.fill('Panggilan', 'Pak Agus');
  await budi.done();
  await relay.start();

  for (const phone of [siti, budi]) await phone.syncNow();
  await budi.go(card);
  await expect(budi.page.getByText(/diarsipkan oleh Siti Rahayu/)).toBeVisible();
  await budi.page.getByRole('button', { name: 'Kembalikan' }).first().click();
  for (const phone of [siti, budi]) {
    await phone.go('#/anggota');
    await expect(phone.page.getByText('Agus Priyono')).toBeVisible();
  }
});

test('which of two numbers is right is said with two taps from the first page', async ({
  relay,
  siti,
  budi,
}) => {
  await siti.go('#/anggota');
  await siti.page.getByRole('link', { name: 'Budi Santosa' }).click();
  const card = siti.place;
  await relay.stop();
  for (const [phone, number] of [
    [siti, '0812-1111-2222'],
    [budi, '0813-3333-4444'],
  ] as const) {
    await phone.go(card);
    await phone.edit();
    await phone.fill('Nomor WhatsApp', number);
    await phone.done();
  }
  await relay.start();
  for (const phone of [siti, budi]) await phone.syncNow();
  await siti.go('#/');
  const thumb = new Thumb(siti.page);
  const asked = siti.page.locator('[data-section="unresolved"]');
  await thumb.tap(asked.getByRole('link', { name: /Budi Santosa/ }));
  const versions = siti.page.getByRole('region', { name: '2 versi Nomor WhatsApp' });
  await thumb.tap(
    versions
      .getByRole('listitem')
      .filter({ hasText: '0813-3333-4444' })
      .getByRole('button', { name: 'Pakai ini' }),
  );
  await expect(versions).toHaveCount(0);
  await expect(siti.page.locator('[data-open]')).toHaveCount(0);
  await expect(siti.page.getByText('0813-3333-4444')).toBeVisible();
  expect(thumb.taps).toBe(2);
});
