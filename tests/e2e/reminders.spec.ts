import { expect } from '../../web/e2e.ts';
import { day } from './days.ts';
import { Thumb } from './taps.ts';
import { test } from './two-phones.ts';

test('an invitation waits on the first page and is answered with one tap; the other hears of it', async ({
  siti,
  budi,
}) => {
  const { page } = siti;
  const [year, month, date] = day(3).split('-');
  await siti.go('#/kegiatan');
  await page
    .getByRole('button', { name: 'Kegiatan baru' })
    .or(page.getByRole('link', { name: 'Kegiatan baru' }))
    .first()
    .click();
  await siti.fill('Judul', 'Pelatihan Siskeudes');
  await siti.fill('Tanggal', `${date}-${month}-${year}`);
  await page.getByRole('button', { name: 'Yang diundang' }).click();
  await page.getByRole('checkbox', { name: /Budi Santosa/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Simpan' }).click();
  await siti.done();
  const event = siti.place;

  await budi.go('#/');
  const row = budi.page.locator('[data-reminder="answer"]');
  await expect(row).toContainText('Pelatihan Siskeudes');
  const badge = budi.page.getByRole('navigation', { name: 'Menu utama' }).locator('.badge');
  await expect(badge).toHaveText('1');
  const thumb = new Thumb(budi.page);
  await thumb.tap(row.getByRole('button', { name: 'Akan hadir' }));
  expect(thumb.taps).toBe(1);
  await expect(badge).toHaveCount(0);
  await expect(row.getByRole('button', { name: 'Akan hadir' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await siti.go(event);
  await expect(page.locator('[data-answers]')).toContainText('Budi Santosa');
  await budi.page.reload();
  await expect(budi.page.getByRole('heading', { name: 'Paguyuban Uji' })).toBeVisible();
  await expect(row).toHaveCount(0);
});

test('who wants it is reminded by the phone while the app is open, of how much and never of what', async ({
  siti,
}) => {
  const { page } = siti;
  await page.context().grantPermissions(['notifications'], { origin: siti.relay.origin });
  await siti.go('#/pengaturan');
  const wish = page.getByRole('switch', { name: 'Tampilkan pengingat sebagai notifikasi HP' });
  await expect(wish).toHaveAttribute('aria-checked', 'false');
  await wish.click();
  await expect(wish).toHaveAttribute('aria-checked', 'true');
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const all = await registration.getNotifications();
      return all.map(({ title, body }) => `${title}: ${body}`);
    });
  expect(await shown()).toEqual([]);

  await siti.beginMinutes('Rapat rutin');
  await siti.part('Tindak lanjut');
  await page.getByRole('button', { name: 'Tambah tindak lanjut' }).click();
  await siti.fill('Yang harus dilakukan', 'Rahasia sekali');
  const record = page.getByRole('group', { name: /^Tindak lanjut 1$/ });
  await record.getByLabel('Tenggat', { exact: true }).fill('1-3-2026');
  await record.getByRole('button', { name: 'Penanggung jawab' }).click();
  await page.getByRole('radio', { name: 'Siti Rahayu' }).click();
  await siti.done();
  const said = ['1 hal menunggu Anda: 1 tindak lanjut lewat tenggat'];
  await expect.poll(shown).toEqual(said);

  await siti.go('#/pengingat');
  await expect(page.locator('[data-reminders="mine"]')).toContainText('Rahasia sekali');
  await page.getByRole('checkbox').click();
  await expect(page.getByRole('checkbox')).toHaveAttribute('aria-checked', 'true');
  await siti.go('#/pengaturan');
  await wish.click();
  await expect(wish).toHaveAttribute('aria-checked', 'false');
});
