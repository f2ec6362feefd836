import { expect, test, type Page } from '../../web/e2e.ts';
import { part, Publisher } from './dist.ts';

const PORTAL = '<!doctype html><title>Wi-Fi</title><h1>Masuk ke Wi-Fi</h1>';

let publisher: Publisher;
test.beforeEach(async () => {
  publisher = await Publisher.start();
});
test.afterEach(() => publisher.end());

test('an update that is not what it should be is not taken, and the old version stays whole', async ({
  page,
}) => {
  await kept(page);
  publisher.publish('rilis 2', part('vault'));
  publisher.wrong.set('/', PORTAL);
  await update(page);
  expect(await waits(page)).toBe(false);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Gabung paguyuban' })).toBeVisible();

  publisher.wrong.delete('/');
  const before = publisher.asked.length;
  await update(page);
  await expect(page.getByText('Versi baru sudah siap.')).toBeVisible();
  // What had come, and what has not changed, is not fetched again.
  expect(publisher.asked.slice(before).filter((url) => url.startsWith('/assets/'))).toEqual([]);
  await page.getByRole('button', { name: 'Perbarui' }).click();
  await expect.poll(() => release(page)).toBe('rilis 2');
});

test('a first copy that could not be made whole goes on from where it was', async ({ page }) => {
  publisher.wrong.set('/watch.js', PORTAL);
  await page.goto(publisher.origin);
  const asked = () => publisher.asked.filter((url) => url === '/watch.js').length;
  await expect.poll(asked).toBeGreaterThan(2);
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBe(null);
  publisher.wrong.clear();
  const before = publisher.asked.length;
  await page.reload();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const again = publisher.asked.slice(before).filter((url) => url.endsWith('.wasm'));
  expect(again).toEqual([]);
});

test('after an update in one tab the others hear of it, work on, and can follow', async ({
  page,
  context,
}) => {
  await kept(page);
  const other = await context.newPage();
  await other.goto(publisher.origin);
  const old = part('vault');
  publisher.publish('rilis 2', old);
  await update(page);
  for (const tab of [page, other])
    await expect(tab.getByText('Versi baru sudah siap.')).toBeVisible();
  await page.getByRole('button', { name: 'Perbarui' }).click();
  await expect.poll(() => release(page)).toBe('rilis 2');

  await expect(other.getByText('Paguyuban sudah diperbarui di tab lain.')).toBeVisible();
  expect(await other.evaluate((url) => fetch(url).then(({ status }) => status), old)).toBe(200);
  await other.getByRole('button', { name: 'Perbarui' }).click();
  await expect.poll(() => release(other)).toBe('rilis 2');
  await expect(other.getByText('diperbarui')).toHaveCount(0);

  // Once nobody needs it, the earlier release is dropped.
  await other.close();
  await page.reload();
  await expect
    .poll(() =>
      page.evaluate(async () => (await caches.keys()).filter((name) => /^shell-/.test(name))),
    )
    .toHaveLength(1);
});

/** Opens the page until it is kept for when there is no network. */
async function kept(page: Page): Promise<void> {
  await page.goto(publisher.origin);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Gabung paguyuban' })).toBeVisible();
}

/** Looks for another release, and waits until it was taken or thrown away. */
async function update(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const { installing } = registration;
    if (!installing) return;
    await new Promise<void>((done) => {
      installing.onstatechange = () => done();
    });
  });
}

function waits(page: Page): Promise<boolean> {
  return page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);
}

/** Which release the page is from. */
function release(page: Page): Promise<string> {
  return page
    .evaluate(() => document.documentElement.dataset['release'] ?? '')
    .catch(() => 'on the way');
}
