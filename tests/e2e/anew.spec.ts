import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { expect } from '../../web/e2e.ts';
import { test } from './two-phones.ts';

const PROGRAM = process.env['PAGUYUBAN_BIN'] ?? '../target/debug/paguyuban';

test('a note that nobody can write in any more is started again by an organiser', async ({
  relay,
  siti,
  budi,
}) => {
  await siti.beginNote('Rencana iuran');
  await siti.done();
  const note = siti.place;
  await siti.caughtUp();
  await budi.go(note);
  await expect(budi.page.getByText('Rencana iuran').first()).toBeVisible();

  // Budi writes on without a signal; meanwhile the note is spoiled as the release before let anybody.
  await relay.stop();
  await budi.edit();
  await budi.fill('Isi', 'Iuran bulan Maret sudah lunas.');
  await budi.done();
  await expect(budi.tick()).toHaveAttribute('data-tick', 'phone');
  const doc = note.replace('#/catatan/', 'note/');
  const spoilt = spawnSync(join(dirname(PROGRAM), 'spoil'), ['--data', relay.data, '--doc', doc]);
  expect(spoilt.status, spoilt.stderr.toString()).toBe(0);
  await relay.start();

  await siti.go('#/pengurus');
  const full = siti.page.getByRole('heading', { name: 'Tidak bisa ditulisi lagi' });
  await expect(full).toBeVisible();
  await expect(siti.page.getByText('Rencana iuran')).toBeVisible();
  await siti.page.screenshot({ path: test.info().outputPath('desk.png') });
  await siti.page.getByRole('button', { name: 'Mulai lagi' }).click();
  await expect(siti.page.getByText('Keterangan siapa menulis apa', { exact: false })).toBeVisible();
  await siti.page.screenshot({ path: test.info().outputPath('sheet.png') });
  await siti.page.getByRole('dialog').getByRole('button', { name: 'Mulai lagi' }).click();
  await expect(siti.page.getByText(/Dimulai lagi, sudah di [012] dari 2 HP/)).toBeVisible();
  await expect(full).toHaveCount(0);

  // What Budi had not sent is in it, on both phones, and both write on.
  await expect(budi.tick()).toHaveAttribute('data-tick', /relay|all/);
  await siti.go(note);
  await expect(siti.page.getByText('Iuran bulan Maret sudah lunas.')).toBeVisible();
  await expect(siti.page.getByText('Rencana iuran').first()).toBeVisible();
  await siti.edit();
  await siti.fill('Judul', 'Rencana iuran desa');
  await siti.done();
  await expect(budi.page.getByText('Rencana iuran desa').first()).toBeVisible();
  for (const phone of [siti, budi]) {
    await phone.page.reload();
    await phone.go(note);
    await expect(phone.page.getByText('Iuran bulan Maret sudah lunas.')).toBeVisible();
    await expect(phone.page.getByText('Rencana iuran desa').first()).toBeVisible();
  }
});
