import { expect } from '../../web/e2e.ts';
import type { Phone } from './phone.ts';
import { test } from './two-phones.ts';

test('a phone whose storage is full says so and keeps what was typed until there is room', async ({
  relay,
  siti,
}) => {
  await siti.beginNote('Iuran bulan ini');
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);

  const release = await fillStorage(siti);
  const alert = siti.page.getByRole('alert').filter({ hasText: 'Penyimpanan HP penuh' });
  let written = 'Sudah dibayar';
  // The browser counts with the room it last knew of for some seconds; what fits meanwhile is stored.
  await expect(async () => {
    written += ' lagi';
    await siti.fill('Isi', written);
    await expect(alert).toBeVisible({ timeout: 500 });
    await expect(siti.tick()).toHaveAttribute('data-tick', 'pending', { timeout: 500 });
  }).toPass();

  await release();
  await alert.getByRole('button', { name: 'Coba lagi' }).click();
  await expect(alert).toHaveCount(0);
  await siti.done();
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
  expect([...relay.exported().values()].join()).toContain(written);
  await siti.page.reload();
  await expect(siti.page.getByText(written)).toBeVisible();
});

/** Lets the browser grant nothing more; gives what ends that. */
async function fillStorage(phone: Phone): Promise<() => Promise<void>> {
  const client = await phone.page.context().newCDPSession(phone.page);
  const { origin } = phone.relay;
  await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  return async () => {
    await client.send('Storage.overrideQuotaForOrigin', { origin });
  };
}
