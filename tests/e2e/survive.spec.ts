import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { test } from './two-phones.ts';

test('a page that is loaded again without the relay has everything, and takes edits', async ({
  relay,
  siti,
}) => {
  await relay.stop();
  await siti.page.reload();
  await siti.go('#/anggota');
  await siti.page.getByRole('link', { name: 'Siti Rahayu' }).click();
  await siti.edit();
  await siti.fill('Panggilan', 'Bu Siti');
  await siti.done();
  await siti.page.reload();
  await expect(siti.page.getByText('Bu Siti')).toBeVisible();
  await expect(siti.tick()).toHaveAttribute('data-tick', 'phone');
});

test('a browser that was closed and started again offline has everything', async ({
  relay,
}, info) => {
  const profile = mkdtempSync(join(tmpdir(), 'paguyuban-profile-'));
  const launch = () =>
    chromium.launchPersistentContext(profile, {
      ...info.project.use.launchOptions,
      viewport: { width: 360, height: 800 },
      locale: 'id-ID',
    });
  let context = await launch();
  const phone = new Phone(await context.newPage(), relay);
  await phone.join('organiser', 'Wahyuni Lestari');
  await context.close();

  await relay.stop();
  context = await launch();
  const again = new Phone(await context.newPage(), relay);
  await again.page.goto(`${relay.origin}/#/anggota`);
  await expect(again.page.getByText('Wahyuni Lestari')).toBeVisible();
  await again.page.getByRole('link', { name: 'Wahyuni Lestari' }).click();
  await again.edit();
  await again.fill('Nomor WhatsApp', '0812 7777 8888');
  await again.done();
  await expect(again.page.getByText('0812-7777-8888')).toBeVisible();
  await context.close();
  rmSync(profile, { recursive: true, force: true });
});

test('the roster is usable without the core', async ({ relay, siti }) => {
  await relay.stop();
  await siti.page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (request.url.endsWith('.wasm')) await cache.delete(request);
      }
    }
  });
  const client = await siti.page.context().newCDPSession(siti.page);
  await client.send('Network.clearBrowserCache');
  await siti.page.reload();
  await siti.go('#/anggota');
  await siti.page.getByRole('searchbox').fill('siti');
  await siti.page.getByRole('link', { name: 'Siti Rahayu' }).click();
  await expect(siti.page.getByRole('heading', { name: 'Siti Rahayu' })).toBeVisible();
  await expect(siti.page.getByText('Bagian untuk menulis belum bisa dibuka')).toBeVisible();
});

test('a phone whose data the system cleared says so and gets it back', async ({ siti }) => {
  await siti.page.goto('about:blank');
  const client = await siti.page.context().newCDPSession(siti.page);
  await client.send('Storage.clearDataForOrigin', {
    origin: siti.relay.origin,
    storageTypes: 'indexeddb',
  });
  await siti.page.goto(siti.relay.origin);
  await expect(siti.page.getByText('Data di HP ini dihapus oleh sistem.')).toBeVisible();
  await siti.go('#/anggota');
  await expect(siti.page.getByText('Siti Rahayu')).toBeVisible();
});
