import { expect } from '../../web/e2e.ts';
import { test } from './two-phones.ts';

test('a second tab says the same about the relay as the first', async ({ siti, relay }) => {
  const second = await siti.page.context().newPage();
  await second.goto(relay.origin);
  await expect(second.locator('[data-status="good"]')).toContainText('Terakhir sinkron');
  await second.goto(`${relay.origin}/#/sinkron`);
  await second.getByRole('button', { name: 'Sinkronkan sekarang' }).click();
  await expect(second.getByText('Sinkron selesai.')).toBeVisible();

  await relay.stop();
  for (const page of [siti.page, second]) {
    const status = page.locator('[data-status="waiting"]');
    await expect(status).toContainText(/Terakhir sinkron \d\d\.\d\d/);
    await expect(status).not.toContainText('baru saja');
  }
  // A tab that is opened without a relay knows from the disk.
  const third = await siti.page.context().newPage();
  await third.goto(relay.origin);
  await expect(third.locator('[data-status]')).toContainText(/Terakhir sinkron \d\d\.\d\d/);
});
