import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '../../web/e2e.ts';
import { test } from './two-phones.ts';

const PROGRAM = process.env['PAGUYUBAN_BIN'] ?? '../target/debug/paguyuban';

test('what the relay’s disk has changed of phones and of the audit is named on the desk and in the file', async ({
  relay,
  siti,
  budi,
}) => {
  await siti.beginNote('Rencana iuran');
  await siti.done();
  await siti.caughtUp();
  await relay.stop();
  const rows = `update device set role = 'viewer' where created_ms = (select max(created_ms) from device);
    update act set at_ms = 1 where line in (1, 3, 4)`;
  const spoilt = spawnSync(join(dirname(PROGRAM), 'spoil'), ['--data', relay.data, '--rows', rows]);
  expect(spoilt.status, spoilt.stderr.toString()).toBe(0);
  await relay.start();

  const { page } = siti;
  await siti.go('#/pengurus');
  const damaged = page.getByRole('heading', { name: 'Data HP atau undangan rusak di kecamatan' });
  await expect(damaged).toBeVisible();
  await expect(page.locator('[data-damaged="device"]')).toHaveText(/HP bernomor [0-9a-f]{16}/);
  await page.screenshot({ path: test.info().outputPath('desk.png') });
  // One phone is shut and keeps what it has; the other goes on.
  await siti.beginNote('Sesudahnya');
  await siti.done();
  await siti.caughtUp();
  await expect(budi.page.getByText('undangan', { exact: false }).first()).toBeVisible();

  await siti.go('#/pengurus');
  await page.getByRole('link', { name: 'Catatan tindakan' }).click();
  const gaps = page.locator('[data-act="unreadable"]');
  await expect(gaps).toHaveCount(2);
  await expect(gaps.first()).toContainText('Baris 3 sampai 4');
  await expect(gaps.last()).toContainText('Baris 1');
  await gaps.last().scrollIntoViewIfNeeded();
  await page.screenshot({ path: test.info().outputPath('audit.png') });
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Unduh sebagai CSV' }).click();
  const file = readFileSync(await (await downloading).path(), 'utf8');
  expect(file).toContain('Baris 3 sampai 4');
  expect(file.split('\n').filter((line) => line.includes('tidak terbaca lagi')).length).toBe(2);
});
