import { expect, type Page } from '../../web/e2e.ts';
import { Phone, unlock } from './phone.ts';
import { FirstRelease } from './release.ts';
import { test } from './two-phones.ts';

const PIN = '274913';

test.setTimeout(300_000);

for (const pin of [null, PIN]) {
  test(`a phone of 0.1.0 ${pin ? 'with' : 'without'} a PIN sends what it has, is updated, and has everything`, async ({
    relay,
    siti,
    browser,
  }) => {
    const release = await FirstRelease.before(relay.port);
    const context = await browser.newContext();
    const old = new Phone(await context.newPage(), relay, release.origin);
    const { page } = old;
    await old.join('organiser', 'Tumini Lawas');
    expect(await isOld(page)).toBe(true);
    if (pin) {
      await old.setPin(pin);
      await unlock(page, pin);
    }
    await write(old, 'Terkirim dahulu', 'Ditulis di rilis lama.');
    await expect(old.tick()).toHaveAttribute('data-tick', /relay|all/);
    await siti.go(old.place);
    await expect(siti.page.getByText('Ditulis di rilis lama.')).toBeVisible();

    // Away for long: it writes, is opened again without a signal, and writes on.
    release.cut();
    await write(old, 'Tanpa sinyal', 'Ditulis di jalan.');
    await page.reload();
    if (pin) await unlock(page, pin);
    await write(old, 'Sesudah dibuka lagi', 'Ditulis di rumah.');
    const last = old.place;
    expect(await isOld(page)).toBe(true);

    // The relay has been updated meanwhile: what was written goes there first.
    release.update();
    release.mend();
    await old.go('#/sinkron');
    await page.getByRole('button', { name: 'Sinkronkan sekarang' }).click();
    await siti.go(last);
    await expect(siti.page.getByText('Ditulis di rumah.')).toBeVisible();
    // And something more that nobody else has when the new page comes.
    await write(old, 'Paling akhir', 'Ditulis sesaat sebelum diperbarui.');
    const newest = old.place;
    const other = await context.newPage();
    await other.goto(`${release.origin}/${newest}`);
    if (pin) await unlock(other, pin);
    await expect(other.getByText('Ditulis sesaat sebelum diperbarui.')).toBeVisible();

    await page.evaluate(async () => {
      await (await navigator.serviceWorker.ready).update();
    });
    await page.getByRole('button', { name: 'Perbarui' }).click();
    await expect.poll(() => isOld(page).catch(() => true)).toBe(false);
    if (pin) await unlock(page, pin);
    await old.go('#/catatan');
    for (const title of ['Terkirim dahulu', 'Tanpa sinyal', 'Sesudah dibuka lagi', 'Paling akhir'])
      await expect(page.getByRole('link', { name: title })).toBeVisible();
    // The old tab beside it, unless it was locked with this one, still talks to the relay. What is written
    // here goes through it, and this is said.
    if (!pin) await expect(page.getByText('Versi lama terbuka di tab lain')).toBeVisible();
    await siti.go(newest);
    await expect(siti.page.getByText('Ditulis sesaat sebelum diperbarui.')).toBeVisible();
    await old.go(newest);
    await old.edit();
    await old.fill('Isi', 'Ditulis di rilis baru.');
    await old.done();
    await expect(siti.page.getByText('Ditulis di rilis baru.')).toBeVisible();
    if (!pin) await expect(other.getByText('Ditulis di rilis baru.')).toBeVisible();

    // It has lost nothing, and comes along when it is loaded again.
    await other.reload();
    if (pin) await unlock(other, pin);
    await expect(other.getByText('Ditulis di rilis baru.')).toBeVisible();
    expect(await isOld(other)).toBe(false);
    await new Phone(other, relay, release.origin).caughtUp();
    await context.close();
    release.end();
  });
}

/** The page of 0.1.0 knew no `watch.js`. */
function isOld(page: Page): Promise<boolean> {
  return page.evaluate(() => document.querySelector('script[src="/watch.js"]') === null);
}

async function write(phone: Phone, title: string, body: string): Promise<void> {
  const { page } = phone;
  await phone.go('#/catatan');
  // In 0.1.0 the notice of the update lies over it.
  await page.getByRole('button', { name: 'Catatan baru' }).dispatchEvent('click');
  await page.getByRole('button', { name: 'Catatan bebas' }).click();
  await phone.fill('Judul', title);
  await phone.fill('Isi', body);
  await page.getByRole('link', { name: /^(Selesai|Simpan)$/ }).dispatchEvent('click');
  await expect(page.getByRole('link', { name: 'Ubah' })).toBeVisible();
  await expect(page.locator('main [data-tick="pending"]')).toHaveCount(0);
}
