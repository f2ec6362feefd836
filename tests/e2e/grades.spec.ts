import { expect, type BrowserContext } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import type { Relay } from './relay.ts';
import { test } from './two-phones.ts';

const SISKEUDES = '[data-competence="K2"]';

async function member(context: BrowserContext, relay: Relay, name: string): Promise<Phone> {
  const phone = new Phone(await context.newPage(), relay);
  await phone.join('member', name);
  return phone;
}

/** Opens the form of somebody's grades out of the list. */
async function assess(phone: Phone, name: string): Promise<void> {
  await phone.go('#/penilaian');
  await phone.page.getByRole('link', { name: new RegExp(`^${name}`) }).click();
}

test('two who grade at once stand side by side, the subject reads it, and nobody else finds a door', async ({
  browser,
  relay,
  siti,
  budi,
}) => {
  const contexts = [await browser.newContext(), await browser.newContext()];
  const [one, other] = contexts;
  if (!one || !other) throw new Error('no phones');
  const wati = await member(one, relay, 'Wati Lestari');
  const joko = await member(other, relay, 'Joko Susilo');
  await siti.go('#/anggota');
  await expect(siti.page.getByRole('link', { name: /Wati/ })).toBeVisible();

  // Both grade the same competence; one of them says why.
  await Promise.all([assess(siti, 'Wati Lestari'), assess(budi, 'Wati Lestari')]);
  const at = (phone: Phone) => phone.page.locator(SISKEUDES);
  const give = (phone: Phone, grade: string, group: string) =>
    at(phone).getByRole('group', { name: group }).getByRole('button', { name: grade }).click();
  await siti.caughtUp();
  await relay.stop();
  await Promise.all([
    give(siti, '2 Dasar', 'Nilai dari Anda'),
    give(budi, '3 Mampu', 'Nilai dari Anda'),
  ]);
  const why = at(siti).getByLabel('Bukti', { exact: true });
  await why.fill('Laporan bulan Mei dibantu penuh');
  await why.blur();
  await give(siti, '2 Dasar', 'Nilai yang disepakati');
  await give(budi, '3 Mampu', 'Nilai yang disepakati');
  for (const phone of [siti, budi]) {
    await phone.done();
    await expect(at(phone).locator('[data-by]:not([data-by="own"])')).toHaveCount(1);
  }
  await relay.start();
  for (const phone of [siti, budi]) {
    await phone.syncNow();
    await expect(at(phone).locator('[data-differ]')).toHaveText('Penilai berbeda: Dasar · Mampu');
    await expect(at(phone)).toContainText('Laporan bulan Mei dibantu penuh');
    // Whose opinion is whose needs no choice; what both agreed on alone does.
    await expect(phone.page.locator('main').getByRole('region', { name: /^2 versi/ })).toHaveCount(
      1,
    );
  }
  await siti.page
    .locator('main')
    .getByRole('region', { name: /^2 versi/ })
    .getByRole('listitem')
    .filter({ hasText: 'Dasar' })
    .getByRole('button', { name: 'Pakai ini' })
    .click();
  await expect(budi.page.locator('main').getByText(/^2 versi/)).toHaveCount(0);
  await expect(at(siti).locator('[data-agreed]')).toContainText('Dasar');
  await expect(siti.page.locator('main').getByText(/^2 versi/)).toHaveCount(0);
  await siti.go('#/penilaian');
  await expect(siti.page.locator('[data-rows="begun"]')).toContainText('1 dari 9 disepakati');

  // Whoever it is about reads it, and says what they think.
  await wati.go('#/lainnya');
  await wati.page.getByRole('link', { name: 'Penilaian diri' }).click();
  await wati.page.locator('main').getByRole('link').first().click();
  await expect(at(wati).locator('[data-by]')).toHaveCount(3);
  await expect(at(wati)).toContainText('Laporan bulan Mei dibantu penuh');
  await wati.edit();
  await give(wati, '3 Mampu', 'Nilai dari Anda');
  await wati.done();
  await expect(wati.tick()).toHaveAttribute('data-tick', /relay|all/);
  await expect(at(budi).locator('[data-by="own"]')).toContainText('Mampu');

  // Nobody else has any of it, whatever address they type.
  const place = budi.place;
  await joko.go(place);
  await expect(joko.page.getByText('Penilaian ini tidak ada di HP ini.')).toBeVisible();
  await joko.go('#/penilaian');
  await expect(joko.page.getByText('Wati Lestari')).toHaveCount(0);

  // Out of the gap comes a plan: who, on what, planned.
  await siti.go(place);
  await siti.page.locator('[data-gap="K2"]').getByText('Dasar').waitFor();
  await expect(siti.page.getByText('Isi dahulu desa di kartu anggota')).toBeVisible();
  for (const context of contexts) await context.close();
});

test('a plan begins an entry with whom, on what and that it is planned; it is a proof afterwards', async ({
  siti,
}) => {
  const { page } = siti;
  await siti.go('#/anggota');
  await page.getByRole('link', { name: /^Siti Rahayu/ }).click();
  await siti.edit();
  await page.getByLabel('Desa', { exact: true }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Siskeudes' }).click();
  await siti.done();
  await siti.go('#/anggota');
  await page.getByRole('button', { name: 'Tambah anggota' }).click();
  await siti.fill('Nama lengkap', 'Rini Astuti');
  await page.getByLabel('Desa', { exact: true }).selectOption({ index: 1 });
  await siti.done();

  await assess(siti, 'Rini Astuti');
  const card = page.locator(SISKEUDES);
  await card
    .getByRole('group', { name: 'Nilai yang disepakati' })
    .getByRole('button', { name: '1' })
    .click();
  await siti.done();
  const plan = page.locator('[data-gap="K2"]');
  await expect(plan).toContainText('Bisa mendampingi: Siti Rahayu');
  await plan.getByRole('link', { name: 'Rencanakan pendampingan' }).click();
  await siti.fill('Topik', 'Belajar Siskeudes');
  await siti.done();
  await expect(page.locator('main')).toContainText('Rini Astuti');
  await expect(page.locator('main')).toContainText('Rencana');
  await expect(page.locator('main')).toContainText('Siskeudes');

  await assess(siti, 'Rini Astuti');
  await siti.edit();
  await card.getByRole('button', { name: 'Kaitkan pendampingan' }).click();
  await page.getByRole('checkbox', { name: /Belajar Siskeudes/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Simpan' }).click();
  await siti.done();
  await card.getByRole('link', { name: /Belajar Siskeudes/ }).click();
  await expect(page.getByRole('heading', { name: 'Belajar Siskeudes' })).toBeVisible();
});
