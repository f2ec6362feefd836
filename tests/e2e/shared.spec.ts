import { expect, type Page } from '../../web/e2e.ts';
import { axeFinds, lasting } from './measure.ts';
import { typePin, unlock, type Phone } from './phone.ts';
import { stores } from './stores.ts';
import { test } from './two-phones.ts';

const SITI_PIN = '274913';
const BUDI_PIN = '805162';
const WRONG_PIN = '111222';

test('two people share one phone without a signal, and the work of both is sent later', async ({
  relay,
  siti,
}) => {
  const { page } = siti;
  await addBudi(siti);
  await open(page, 'Budi', BUDI_PIN);
  await page.getByLabel('Nama lengkap').fill('Budi Santosa');
  await page.getByRole('button', { name: 'Simpan dan mulai' }).click();
  await siti.caughtUp();

  await relay.stop();
  await siti.disconnected();
  await writeNickname(siti, 'Budi Santosa', 'Pak Budi');
  await lockNow(siti);
  await expect(page.getByText('Pak Budi')).toHaveCount(0);
  await open(page, 'Siti Rahayu', SITI_PIN);
  await writeNickname(siti, 'Siti Rahayu', 'Bu Siti');
  await lockNow(siti);
  // The names on the lock screen are those of the cards.
  await expect(page.getByRole('button', { name: 'Budi Santosa' })).toBeVisible();

  await relay.start();
  for (const [name, pin] of [
    ['Siti Rahayu', SITI_PIN],
    ['Budi Santosa', BUDI_PIN],
  ] as const) {
    await open(page, name, pin);
    await siti.syncNow();
    await siti.caughtUp();
    await siti.go('#/anggota');
    await page.getByRole('link', { name }).click();
    await expect(siti.tick()).not.toHaveAttribute('data-tick', 'phone');
    await lockNow(siti);
  }
  const exported = [...relay.exported().values()].join();
  for (const written of ['Pak Budi', 'Bu Siti']) expect(exported).toContain(written);
});

test('whoever guesses has to wait, longer each time, and loading the page anew does not help', async ({
  siti,
}) => {
  const { page } = siti;
  await page.clock.install();
  await siti.setPin(SITI_PIN);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Siti Rahayu' })).toBeVisible();
  for (let wrong = 1; wrong < 5; wrong += 1) {
    await typePin(page, WRONG_PIN);
    await expect(page.getByText('PIN salah. Coba lagi.')).toBeVisible();
    await expect(page.getByLabel('PIN 6 angka')).toHaveValue('');
  }
  await typePin(page, WRONG_PIN);
  await expect(page.getByText('Coba lagi dalam 0:')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Coba lagi dalam 0:')).toBeVisible();
  await expect(page.getByLabel('PIN 6 angka')).toBeDisabled();

  await page.clock.fastForward(31_000);
  await typePin(page, WRONG_PIN);
  // More than the first time, which was half a minute.
  await expect(page.getByText(/Coba lagi dalam (1:00|0:(3[1-9]|[45]\d))/)).toBeVisible();
  await page.clock.fastForward(61_000);
  await typePin(page, SITI_PIN);
  await expect(page.getByRole('heading', { name: 'Paguyuban Uji' })).toBeVisible();
});

test('a phone that nobody touches locks itself, and what was typed is kept', async ({ siti }) => {
  const { page } = siti;
  await page.clock.install();
  await siti.setPin(SITI_PIN);
  await typePin(page, SITI_PIN);
  await siti.go('#/anggota');
  await page.getByRole('link', { name: 'Siti Rahayu' }).click();
  await siti.edit();
  // The field still has the focus.
  await page.getByLabel('Panggilan', { exact: true }).fill('Bu Siti');
  await page.clock.fastForward(11 * 60_000);
  await expect(page.getByRole('button', { name: 'Buka' })).toBeVisible();
  await expect(page.getByText('Bu Siti')).toHaveCount(0);
  await typePin(page, SITI_PIN);
  await expect(page.getByLabel('Panggilan', { exact: true })).toHaveValue('Bu Siti');
});

test('a lock in one tab locks the other', async ({ siti }) => {
  await siti.setPin(SITI_PIN);
  await typePin(siti.page, SITI_PIN);
  await expect(siti.page.getByRole('heading', { name: 'Paguyuban Uji' })).toBeVisible();
  const other = await siti.page.context().newPage();
  await other.goto(siti.relay.origin);
  // The other tab asks too; and before it shows anything, this one has closed.
  await typePin(other, SITI_PIN);
  await expect(other.getByRole('heading', { name: 'Paguyuban Uji' })).toBeVisible();
  await expect(siti.page.getByRole('button', { name: 'Buka' })).toBeVisible();
  await typePin(siti.page, SITI_PIN);
  await expect(other.getByRole('button', { name: 'Buka' })).toBeVisible();
});

test('nothing readable is on the disk behind a PIN', async ({ siti }) => {
  await siti.setPin(SITI_PIN);
  await typePin(siti.page, SITI_PIN);
  await siti.caughtUp();
  const stored = await stores(siti.page, 'paguyuban');
  expect(stored).toContain('member/');
  expect(stored).not.toContain('Siti Rahayu');
  expect(stored).not.toContain('token');
  expect(await siti.page.evaluate(() => JSON.stringify(localStorage))).toContain(
    '"token\\":\\"\\"',
  );
});

test('nobody leaves a phone with work that was not sent', async ({ relay, siti }) => {
  const { page } = siti;
  await relay.stop();
  await siti.disconnected();
  await writeNickname(siti, 'Siti Rahayu', 'Bu Siti');
  await siti.go('#/pengaturan');
  await page.getByRole('button', { name: 'Keluar dari HP ini' }).click();
  await expect(page.getByText('Masih ada 1 dokumen yang belum terkirim.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ya, keluar' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Kirim sekarang' }).click();
  await relay.start();
  await page.getByRole('button', { name: 'Ya, keluar' }).click();
  await expect(page.getByText('Untuk mulai, buka tautan undangan')).toBeVisible();
  expect(await stores(page, 'paguyuban')).not.toContain('Siti Rahayu');
  expect([...relay.exported().values()].join()).toContain('Bu Siti');
});

test('an invitation on a phone that has joined asks whom it is for', async ({ relay, siti }) => {
  const { page } = siti;
  await page.goto(relay.invite('organiser'));
  await expect(page.getByRole('heading', { name: 'Undangan ini untuk siapa?' })).toBeVisible();
  await page.getByRole('button', { name: 'Batal' }).click();
  await siti.go('#/anggota');
  await expect(page.getByText('Siti Rahayu')).toBeVisible();

  await page.goto(relay.invite('organiser'));
  await page.getByRole('button', { name: 'Untuk Siti Rahayu sendiri' }).click();
  await page.getByRole('button', { name: 'Gabung' }).click();
  // The operator's invitation names nobody, so it makes a new person; hers is still in the roster.
  await page.getByLabel('Nama lengkap').fill('Siti Rahayu Dua');
  await page.getByRole('button', { name: 'Simpan dan mulai' }).click();
  await siti.caughtUp();
  await siti.go('#/anggota');
  await expect(page.getByRole('link', { name: 'Siti Rahayu' }).first()).toBeVisible();
});

test('a phone whose key was cleared reads, and writes again after a new invitation', async ({
  relay,
  siti,
}) => {
  const { page } = siti;
  await page.goto('about:blank');
  const client = await page.context().newCDPSession(page);
  await client.send('Storage.clearDataForOrigin', {
    origin: relay.origin,
    storageTypes: 'indexeddb',
  });
  await client.detach();
  await page.goto(`${relay.origin}/#/anggota`);
  await expect(page.getByText('Kunci HP ini hilang bersama datanya.')).toBeVisible();
  await page.getByRole('link', { name: 'Siti Rahayu' }).click();
  await expect(page.getByRole('heading', { name: 'Siti Rahayu' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Ubah' })).toHaveCount(0);

  await page.goto(relay.invite('organiser'));
  await page.getByRole('button', { name: 'Untuk Siti Rahayu sendiri' }).click();
  await page.getByRole('button', { name: 'Gabung' }).click();
  await page.getByLabel('Nama lengkap').fill('Siti Rahayu');
  await page.getByRole('button', { name: 'Simpan dan mulai' }).click();
  await siti.caughtUp();
  await siti.go('#/anggota');
  await expect(page.getByRole('button', { name: 'Tambah anggota' })).toBeVisible();
  await expect(page.getByText('Kunci HP ini hilang')).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the lock can be read and used by everybody, ${colorScheme}`, async ({ siti }) => {
    const { page } = siti;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 320, height: 640 });
    await siti.go('#/pengaturan');
    await page.getByRole('button', { name: 'Buat PIN' }).click();
    await fits(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Keluar dari HP ini' }).click();
    await fits(page);
    await page.keyboard.press('Escape');
    await siti.go('#gabung=');
    await fits(page);
    await addBudi(siti);
    await fits(page);
    await page.getByRole('button', { name: 'Budi' }).click();
    await page.getByText('Lupa PIN?').click();
    await typePin(page, WRONG_PIN);
    await expect(page.getByText('PIN salah. Coba lagi.')).toBeVisible();
    await fits(page);
    await page.getByRole('link', { name: 'Tambah orang di HP ini' }).click();
    await expect(page.getByLabel('Nama Anda')).toBeVisible();
    await fits(page);
  });
}

/** Opens an invitation on Siti's phone for Budi; both have a PIN after it. */
async function addBudi(siti: Phone): Promise<void> {
  const { page } = siti;
  await page.goto(siti.relay.invite('organiser'));
  await page.getByRole('button', { name: 'Orang lain ikut memakai HP ini' }).click();
  await page.getByLabel('PIN Siti Rahayu').fill(SITI_PIN);
  await page.getByLabel('Ulangi PIN').first().fill(SITI_PIN);
  await page.getByLabel('Nama Anda').fill('Budi');
  await page.getByLabel('PIN untuk Anda').fill(BUDI_PIN);
  await page.getByLabel('Ulangi PIN').last().fill(BUDI_PIN);
  await page.getByRole('button', { name: 'Gabung' }).click();
  await expect(page.getByRole('heading', { name: 'Siapa yang memakai HP ini?' })).toBeVisible();
}

async function open(page: Page, name: string, pin: string): Promise<void> {
  await page.getByRole('button', { name }).click();
  await unlock(page, pin);
}

async function lockNow(phone: Phone): Promise<void> {
  await phone.go('#/pengaturan');
  await phone.page.getByRole('button', { name: 'Kunci sekarang' }).click();
  await expect(phone.page.getByText('Siapa yang memakai HP ini?')).toBeVisible();
}

async function writeNickname(phone: Phone, of: string, nickname: string): Promise<void> {
  await phone.go('#/anggota');
  await phone.page.getByRole('link', { name: of }).click();
  await phone.edit();
  await phone.fill('Panggilan', nickname);
  await phone.done();
  await expect(phone.tick()).toHaveAttribute('data-tick', 'phone');
}

/** Nothing is too wide for a small phone, and axe finds nothing. */
async function fits(page: Page): Promise<void> {
  expect(await lasting(() => axeFinds(page))).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(320);
}
