import { expect, type Page } from '../../web/e2e.ts';
import { Phone, typePin } from './phone.ts';
import { Relay } from './relay.ts';
import { stores } from './stores.ts';
import { test } from './two-phones.ts';

const PIN = '274913';

test('one person is in two forums of one relay, and nothing of one is in the other', async ({
  relay,
  siti,
}) => {
  const { page } = siti;
  const kaliori = relay.otherForum('Paguyuban Kaliori');
  await siti.go('#/anggota');
  await page.getByRole('link', { name: 'Siti Rahayu' }).click();
  await siti.edit();
  await siti.fill('Panggilan', 'Bu Siti');
  // No address yet: it stays as a draft.
  await siti.fill('Email', 'siti@');
  await expect(page.getByText('Sedang ditulis')).toBeVisible();
  const card = page.url();

  await page.goto(relay.invite('organiser', kaliori));
  await expect(
    page.getByRole('heading', { name: 'Undangan ini untuk Paguyuban Kaliori' }),
  ).toBeVisible();
  await expect(page.getByText('Untuk Siti Rahayu sendiri')).toHaveCount(0);
  await page.getByRole('button', { name: 'Ya, sebagai forum kedua di HP ini' }).click();
  await page.getByRole('button', { name: 'Gabung' }).click();
  await page.getByLabel('Nama lengkap').fill('Siti dari Kaliori');
  await page.getByRole('button', { name: 'Simpan dan mulai' }).click();
  await expect(page.getByRole('heading', { name: 'Paguyuban Kaliori' })).toBeVisible();
  await nothingOf(siti, ['Siti Rahayu', 'Bu Siti', 'siti@']);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Paguyuban Kaliori' })).toBeVisible();

  await relay.stop();
  await siti.disconnected();
  await siti.go('#/anggota');
  await page.getByRole('link', { name: 'Siti dari Kaliori' }).click();
  await siti.edit();
  await siti.fill('Panggilan', 'Mbak Kaliori');
  await page.getByRole('link', { name: 'Simpan' }).click();
  await expect(siti.tick()).toHaveAttribute('data-tick', 'phone');
  await turnTo(page, 'Paguyuban Uji');
  await nothingOf(siti, ['Kaliori']);
  await expect(page.getByText('Belum terkirim')).toHaveCount(0);
  await page.goto(card);
  await expect(page.getByLabel('Panggilan', { exact: true })).toHaveValue('Bu Siti');
  await expect(page.getByLabel('Email', { exact: true })).toHaveValue('siti@');

  await relay.start();
  await siti.syncNow();
  await siti.caughtUp();
  expect([...relay.exported(kaliori).values()].join()).not.toContain('Mbak Kaliori');
  await turnTo(page, 'Paguyuban Kaliori');
  await siti.syncNow();
  await siti.caughtUp();
  await expect.poll(() => [...relay.exported(kaliori).values()].join()).toContain('Mbak Kaliori');
  expect([...relay.exported().values()].join()).not.toContain('Kaliori');
});

test('each forum has a PIN of its own, or none; a link that was used opens its forum', async ({
  relay,
  siti,
}) => {
  const { page } = siti;
  const link = relay.invite('organiser', relay.otherForum('Paguyuban Kaliori'));
  await joinSecond(page, link);
  await turnTo(page, 'Paguyuban Uji');
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Paguyuban Kaliori' })).toBeVisible();
  await givePin(siti);
  await page.getByRole('button', { name: 'pilih orang lain' }).click();
  await page.getByRole('button', { name: 'Paguyuban Uji' }).click();
  await expect(page.getByRole('heading', { name: 'Paguyuban Uji' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Paguyuban Uji' })).toBeVisible();
  const stored = await stores(page, 'paguyuban');
  expect(stored).not.toContain('Siti dari Kaliori');
  await siti.go('#/pengaturan');
  await page.getByRole('button', { name: 'Paguyuban Kaliori' }).click();
  // Its PIN is asked for at once.
  await typePin(page, PIN);
  await expect(page.getByRole('heading', { name: 'Paguyuban Kaliori' })).toBeVisible();
  // Somebody else who comes to this phone finds no forum open.
  await page.goto(relay.invite('organiser'));
  await page.getByRole('button', { name: 'Orang lain ikut memakai HP ini' }).click();
  await expect(page.getByText('Dahulu: PIN untuk Siti Rahayu')).toBeVisible();
});

test('a forum of another relay is opened at its own address', async ({ relay, siti, browser }) => {
  const other = await Relay.start();
  const link = other.invite('organiser');
  const { page } = siti;
  await siti.go('#/pengaturan');
  await page.getByRole('link', { name: 'Tempel tautan undangan' }).click();
  await page.getByRole('button', { name: 'Forum lain yang Anda ikuti' }).click();
  await page.getByLabel('Tempel tautan undangan').fill(`Bergabunglah: ${link}`);
  const host = new URL(other.origin).host;
  await expect(page.getByText(`Undangan ini untuk forum di ${host}`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Gabung' })).toBeDisabled();
  await page.getByRole('link', { name: 'Buka di alamat itu' }).click();
  await expect(page.getByText('mengundang Anda bergabung')).toBeVisible();
  expect(new URL(page.url()).origin).toBe(other.origin);
  await page.getByRole('button', { name: 'Gabung' }).click();
  await page.getByLabel('Nama lengkap').fill('Siti di sana');
  await page.getByRole('button', { name: 'Simpan dan mulai' }).click();
  await expect(page.getByRole('heading', { name: 'Paguyuban Uji' })).toBeVisible();
  await expect(page.getByText('Siti Rahayu')).toHaveCount(0);

  // The way there is kept where it was found.
  await page.goto(`${relay.origin}/#/pengaturan`);
  await expect(page.getByText('Siti Rahayu').first()).toBeVisible();
  await page.getByRole('link', { name: host }).click();
  await expect(page.getByText('Siti di sana').or(page.getByText(', Siti')).first()).toBeVisible();
  await page.goto(`${relay.origin}/#/pengaturan`);
  await page.getByRole('button', { name: `Hapus dari daftar: ${host}` }).click();
  await expect(page.getByRole('link', { name: host })).toHaveCount(0);

  // Also on a phone that has not joined anything.
  const context = await browser.newContext();
  const fresh = await context.newPage();
  await fresh.goto(`${relay.origin}/#gabung=`);
  await fresh.getByLabel('Tempel tautan undangan').fill(other.invite('member'));
  await expect(fresh.getByRole('link', { name: 'Buka di alamat itu' })).toBeVisible();
  await context.close();
  await other.end();
});

async function joinSecond(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Ya, sebagai forum kedua di HP ini' }).click();
  await page.getByRole('button', { name: 'Gabung' }).click();
  await page.getByLabel('Nama lengkap').fill('Siti dari Kaliori');
  await page.getByRole('button', { name: 'Simpan dan mulai' }).click();
  await expect(page.getByRole('heading', { name: 'Paguyuban Kaliori' })).toBeVisible();
}

async function turnTo(page: Page, forum: string): Promise<void> {
  await page.evaluate(() => (location.hash = '#/pengaturan'));
  await page.getByRole('button', { name: forum }).click();
  await expect(page.getByRole('heading', { name: forum })).toBeVisible();
}

/** On no screen of the forum that is open. */
async function nothingOf(phone: Phone, words: string[]): Promise<void> {
  for (const screen of ['#/anggota', '#/catatan', '#/pendampingan', '#/sinkron', '#/']) {
    await phone.go(screen);
    for (const word of words) await expect(phone.page.getByText(word)).toHaveCount(0);
  }
}

async function givePin({ page }: Phone): Promise<void> {
  await page.evaluate(() => (location.hash = '#/pengaturan'));
  await page.getByRole('button', { name: 'Buat PIN' }).click();
  await page.getByLabel('PIN 6 angka').fill(PIN);
  await page.getByLabel('Ulangi PIN').fill(PIN);
  await page.getByRole('button', { name: 'Simpan PIN' }).click();
  await expect(page.getByRole('button', { name: 'Buka', exact: true })).toBeVisible();
}
