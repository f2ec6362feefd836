import { expect, type Page } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { test } from './two-phones.ts';

const person = (page: Page, name: string) => page.locator(`[data-person="${name}"]`);

async function toDesk(siti: Phone): Promise<void> {
  await siti.go('#/pengaturan');
  await siti.page.getByRole('link', { name: 'Anggota & HP' }).click();
  await expect(person(siti.page, 'Siti Rahayu')).toBeVisible();
}

/** Makes the invitation of the open sheet, and gives its link. */
async function invitation(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Buat undangan' }).click();
  await expect(page.getByRole('img', { name: 'Kode QR undangan' })).toBeVisible();
  const link = await page.locator('[data-link]').inputValue();
  await page.getByRole('button', { name: 'Tutup' }).click();
  return link;
}

test('an organiser invites by a link, cancels another, and sees who has come', async ({
  relay,
  siti,
  browser,
}) => {
  const { page } = siti;
  await toDesk(siti);
  await page.getByRole('button', { name: 'Undang anggota' }).click();
  await page.getByRole('radio', { name: /^Pembina/ }).check();
  await page.getByLabel('Nama undangan atau HP').fill('HP Pak Camat');
  const link = await invitation(page);
  await expect(page.locator('[data-invitation="open"]')).toHaveText(/HP Pak Camat/);

  await page.getByRole('button', { name: 'Undang anggota' }).click();
  const cancelled = await invitation(page);
  await page.getByRole('button', { name: 'Batalkan' }).first().click();
  await expect(page.locator('[data-invitation="open"]')).toHaveCount(1);

  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(cancelled);
  await other.getByRole('button', { name: 'Gabung' }).click();
  await expect(other.getByRole('alert')).toHaveText(/dibatalkan/);
  // Typed as a code, with spaces and capitals, on a phone without the link.
  const secret = link.split('=')[1] ?? '';
  await other.goto(relay.origin);
  await other
    .getByLabel('Tempel tautan undangan')
    .fill((secret.match(/.{4}/g) ?? []).join(' ').toUpperCase());
  await other.getByRole('button', { name: 'Gabung' }).click();
  await expect(other.getByRole('heading', { name: 'Paguyuban Uji' })).toBeVisible();
  await other.evaluate(() => (location.hash = '#/pengaturan'));
  await expect(other.getByText('Pembina · Paguyuban Uji')).toBeVisible();
  await expect(other.getByRole('link', { name: 'Anggota & HP' })).toHaveCount(0);
  await context.close();

  await page.reload();
  await expect(page.locator('[data-invitation="closed"]')).toHaveCount(3);
});

test('a phone is renamed, a role changed, a phone shut out, and the audit has it all', async ({
  siti,
  budi,
}) => {
  const { page } = siti;
  await toDesk(siti);
  await person(page, 'Budi Santosa').getByRole('button', { name: /HP/ }).click();
  await page.getByLabel('Nama undangan atau HP').fill('HP dinas');
  await page.getByRole('button', { name: 'Ganti nama HP' }).click();
  await expect(person(page, 'Budi Santosa')).toHaveText(/HP dinas/);

  await person(page, 'Budi Santosa').getByRole('button', { name: 'Ganti peran' }).click();
  await page.getByRole('radio', { name: /^Pendamping/ }).check();
  await page.getByRole('button', { name: 'Simpan' }).click();
  await budi.go('#/pengaturan');
  await expect(budi.page.getByText('Pendamping · Paguyuban Uji')).toBeVisible();

  // The last organiser stays one.
  await person(page, 'Siti Rahayu').getByRole('button', { name: 'Ganti peran' }).click();
  await page.getByRole('radio', { name: /^Anggota/ }).check();
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(page.getByRole('alert')).toHaveText(/pengurus terakhir/);

  await person(page, 'Budi Santosa')
    .getByRole('button', { name: /HP dinas/ })
    .click();
  await page.getByRole('button', { name: 'Keluarkan HP ini' }).click();
  await page.getByRole('button', { name: 'Ya, keluarkan' }).click();
  await budi.go('#/sinkron');
  await expect(budi.page.getByText('HP ini sudah dikeluarkan dari paguyuban.')).toBeVisible();
  await expect(person(page, 'Budi Santosa')).toHaveText(/Dikeluarkan/);

  await page.getByRole('link', { name: 'Catatan tindakan' }).click();
  for (const act of ['device_renamed', 'role_set', 'device_revoked', 'joined'])
    await expect(page.locator(`[data-act="${act}"]`).first()).toBeVisible();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Unduh sebagai CSV' }).click();
  expect((await downloading).suggestedFilename()).toBe('catatan-tindakan.csv');
});

test('a person moves to a new phone, and the old one is shut out when that has joined', async ({
  relay,
  siti,
  budi,
  browser,
}) => {
  const { page } = siti;
  await toDesk(siti);
  await person(page, 'Budi Santosa').getByRole('button', { name: /HP/ }).click();
  await page.getByRole('button', { name: 'Pindah ke HP baru' }).click();
  const link = await invitation(page);
  await expect(budi.page.locator('[data-status="good"]')).toBeVisible();

  const context = await browser.newContext();
  const moved = new Phone(await context.newPage(), relay);
  await moved.page.goto(link);
  await moved.page.getByRole('button', { name: 'Gabung' }).click();
  // The name is known: it is the same person.
  await expect(moved.page.getByText(/Budi/).first()).toBeVisible();
  await budi.go('#/sinkron');
  await expect(budi.page.getByText('HP ini sudah dikeluarkan dari paguyuban.')).toBeVisible();
  await context.close();
});
