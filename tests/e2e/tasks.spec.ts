import { expect } from '../../web/e2e.ts';
import type { Phone } from './phone.ts';
import { Thumb } from './taps.ts';
import { test } from './two-phones.ts';

/** Minutes of a day with one promise, made by Siti. */
async function promise(siti: Phone, what: string, due: string): Promise<void> {
  const { page } = siti;
  await siti.beginMinutes(`Rapat: ${what}`);
  await siti.part('Tindak lanjut');
  await page.getByRole('button', { name: 'Tambah tindak lanjut' }).click();
  await siti.fill('Yang harus dilakukan', what);
  const record = page.getByRole('group', { name: /^Tindak lanjut 1$/ });
  await record.getByRole('button', { name: 'Penanggung jawab' }).click();
  await page.getByRole('radio', { name: 'Siti Rahayu' }).click();
  const date = record.getByLabel('Tenggat', { exact: true });
  await date.fill(due);
  await date.blur();
  await siti.done();
}

test('what somebody promised waits on their first page, and is ticked off with one tap, offline', async ({
  siti,
  budi,
}) => {
  await promise(siti, 'Kirim contoh Perdes', '1-3-2026');
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
  await siti.relay.stop();
  await siti.go('#/');
  const mine = siti.page.locator('[data-section="tasks"]');
  await expect(mine).toContainText('Tindak lanjut Anda · 1');
  const box = mine.getByRole('checkbox', { name: 'Sudah selesai: Kirim contoh Perdes' });
  await expect(box).toHaveAttribute('aria-checked', 'false');

  // One tap; a finger that taps twice means it once, and nothing slides below it.
  await box.dblclick();
  await expect(box).toHaveAttribute('aria-checked', 'true');
  await expect(mine).toContainText('Selesai');
  await siti.page.getByRole('button', { name: 'Urungkan' }).click();
  await expect(box).toHaveAttribute('aria-checked', 'false');
  const thumb = new Thumb(siti.page);
  await thumb.tap(box);
  await expect(box).toHaveAttribute('aria-checked', 'true');
  expect(thumb.taps).toBe(1);
  await mine.getByRole('button', { name: 'Beri catatan' }).click();
  await siti.page.getByLabel('Catatan penyelesaian').fill('Dikirim lewat WA');
  await siti.page.getByRole('dialog').getByRole('button', { name: 'Simpan' }).click();
  await expect(mine).toContainText('Dikirim lewat WA');

  await siti.page.reload();
  await expect(siti.page.getByRole('heading', { name: 'Paguyuban Uji' })).toBeVisible();
  await expect(mine).toHaveCount(0);

  // Everybody hears of it.
  await siti.relay.start();
  await budi.go('#/tindak-lanjut/semua');
  await budi.page.locator('summary').click();
  const row = budi.page.locator('[data-task]');
  await expect(row).toContainText('Dikirim lewat WA');
  await expect(row).toContainText('Siti Rahayu');
  await row.getByRole('link').click();
  await expect(
    budi.page.getByRole('heading', { name: 'Rapat: Kirim contoh Perdes' }),
  ).toBeVisible();
});

test('the list narrows to a person and a village, and an open promise comes onto the next agenda', async ({
  siti,
}) => {
  const { page } = siti;
  await promise(siti, 'Undang camat', '1-3-2026');

  // From the first page: what this person must do.
  await siti.go('#/');
  const thumb = new Thumb(page);
  await thumb.tap(page.getByRole('link', { name: 'Anggota', exact: true }));
  await thumb.tap(page.getByRole('link', { name: /^Siti Rahayu/ }));
  await expect(page.getByText('Tindak lanjut yang belum · 1')).toBeVisible();
  await expect(page.getByRole('link', { name: /^Undang camat/ })).toBeVisible();
  expect(thumb.taps).toBe(2);

  // And what everybody must.
  await siti.go('#/');
  await page.getByRole('link', { name: 'Lihat semua (1)' }).click();
  await expect(page.locator('[data-due="overdue"] [data-task]')).toHaveCount(1);
  await page.getByRole('link', { name: /^Semua orang/ }).click();
  await page.getByLabel('Penanggung jawab').selectOption({ label: 'Belum ada penanggung jawab' });
  await expect(page.getByText('Tidak ada yang menunggu.')).toBeVisible();
  await expect(page.getByLabel('Penanggung jawab')).toBeFocused();
  await page.getByLabel('Penanggung jawab').selectOption({ label: 'Siti Rahayu' });
  await expect(page.locator('[data-task]')).toHaveCount(1);
  await page.getByLabel('Desa').selectOption({ index: 1 });
  await expect(page.locator('[data-task]')).toHaveCount(0);
  await page.reload();
  await expect(page.getByLabel('Desa')).not.toHaveValue('');

  await siti.go('#/catatan');
  await page.getByRole('button', { name: 'Catatan baru' }).click();
  await page.getByRole('button', { name: 'Notulensi rapat' }).click();
  await page.getByRole('button', { name: 'Jadikan mata acara: Undang camat' }).dblclick();
  await expect(page.getByRole('group', { name: /^Agenda \d$/ })).toHaveCount(1);
  await expect(page.getByLabel('Judul', { exact: true }).last()).toHaveValue('Undang camat');
  await page.reload();
  await expect(page.getByRole('group', { name: /^Agenda \d$/ })).toHaveCount(1);
  await expect(page.getByRole('button', { name: /^Jadikan mata acara/ })).toHaveCount(0);
  await siti.done();
  const again = page.getByRole('region', { name: 'Dibahas lagi dari rapat sebelumnya' });
  await again.getByRole('checkbox').click();
  await expect(again.getByRole('checkbox')).toHaveAttribute('aria-checked', 'true');
});
