import { expect } from '../../web/e2e.ts';
import { axeFinds, faultsOf, lasting } from './measure.ts';
import type { Phone } from './phone.ts';
import { test } from './two-phones.ts';

/** Adds a card; gives its address. */
async function add(phone: Phone, name: string, number: string): Promise<string> {
  await phone.go('#/anggota');
  await phone.page.getByRole('button', { name: 'Tambah anggota' }).click();
  await phone.fill('Nama lengkap', name);
  await phone.fill('Nomor WhatsApp', number);
  await phone.done();
  return phone.place.replace(/\/ubah$/, '');
}

test('two cards of one person are found, merged and separated again', async ({ siti }) => {
  const { page } = siti;
  const seems = page.getByText('Sepertinya orang yang sama');
  await add(siti, 'Wati Lestari', '081234567890');
  const second = await add(siti, 'Bu Wati', '0812-3456-7890');
  await expect(seems).toBeVisible();

  await siti.go('#/anggota');
  await page.getByRole('link', { name: 'Bandingkan' }).click();
  await expect(page.getByText('berbeda')).toBeVisible();
  expect(await lasting(() => axeFinds(page))).toEqual([]);
  expect(await lasting(() => faultsOf(page))).toEqual([]);
  await page.getByRole('button', { name: 'Pakai kartu ini: Wati Lestari' }).click();
  await expect(page.getByRole('region', { name: 'Kartu yang digabung ke sini' })).toContainText(
    'Bu Wati',
  );
  await siti.go('#/anggota');
  await expect(page.getByRole('link', { name: 'Wati Lestari' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Bu Wati' })).toHaveCount(0);
  await expect(seems).toHaveCount(0);
  await siti.go(second);
  await expect(page.getByText('Kartu ini digabung ke kartu Wati Lestari.')).toBeVisible();
  await page.getByRole('button', { name: 'Pisahkan lagi' }).click();
  await expect(seems).toBeVisible();
  await siti.go('#/anggota');
  await expect(page.getByRole('link', { name: 'Bu Wati' })).toBeVisible();
});

test('two who merge in opposite directions lose nobody, and are asked', async ({
  relay,
  siti,
  budi,
}) => {
  await add(siti, 'Wati Lestari', '081234567890');
  await add(siti, 'Bu Wati', '081234567890');
  await budi.go('#/anggota');
  await expect(budi.page.getByRole('link', { name: 'Bu Wati' })).toBeVisible();
  await siti.caughtUp();
  await relay.stop();
  for (const [phone, kept] of [
    [siti, 'Wati Lestari'],
    [budi, 'Bu Wati'],
  ] as const) {
    await phone.go('#/anggota');
    await phone.page.getByRole('link', { name: 'Bandingkan' }).click();
    await phone.page.getByRole('button', { name: `Pakai kartu ini: ${kept}` }).click();
    await expect(phone.page.getByText('Kartu yang digabung ke sini')).toBeVisible();
  }
  await relay.start();
  for (const phone of [siti, budi]) {
    await phone.syncNow();
    await phone.go('#/anggota');
    await expect(phone.page.getByText('Dua kartu saling digabung')).toBeVisible();
    // One of them stands for both until somebody has chosen.
    await expect(phone.page.locator('a.item', { hasText: 'Wati' })).toHaveCount(1);
  }
  await budi.page.getByRole('link', { name: 'Bandingkan' }).click();
  await budi.page.getByRole('button', { name: 'Pakai kartu ini: Bu Wati' }).click();
  for (const phone of [siti, budi]) {
    await phone.go('#/anggota');
    await expect(phone.page.getByText('Dua kartu saling digabung')).toHaveCount(0);
    await expect(phone.page.locator('a.item', { hasText: 'Bu Wati' })).toHaveCount(1);
    await expect(phone.page.locator('a.item', { hasText: 'Wati Lestari' })).toHaveCount(0);
  }
});
