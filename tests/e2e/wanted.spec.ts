import { expect, type Page } from '../../web/e2e.ts';
import { part, Publisher } from './dist.ts';
import { test } from './two-phones.ts';

// What is fetched when somebody first wants it.

const PART = part('wanted-qr');

test('a part that was used is there without a network, also after an update; one that was not is fetched by nobody', async ({
  page,
}) => {
  const publisher = await Publisher.start();
  const asked = (url: string) => publisher.asked.filter((one) => one === url).length;
  await page.goto(publisher.origin);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  expect(asked(PART)).toBe(0);

  // Something on the way answers in its place: not taken, not kept.
  publisher.wrong.set(PART, 'export const squares = 1;');
  expect(await fetched(page, PART)).toBe(false);
  publisher.wrong.delete(PART);
  expect(await fetched(page, PART)).toBe(true);
  const once = asked(PART);
  expect(await fetched(page, PART)).toBe(true);
  expect(asked(PART)).toBe(once);

  // The next release has another one in its place, which comes with the release because it was used here.
  const renewed = publisher.renew(PART);
  publisher.publish('rilis 2', part('vault'));
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update();
  });
  await page.getByRole('button', { name: 'Perbarui' }).click();
  await expect
    .poll(() => page.evaluate(() => document.documentElement.dataset['release']).catch(() => ''))
    .toBe('rilis 2');
  expect(asked(renewed)).toBe(1);
  publisher.end();
  expect(await fetched(page, renewed)).toBe(true);
});

test('a part that was never used is missing without a network, and comes with one', async ({
  page,
}) => {
  const publisher = await Publisher.start();
  await page.goto(publisher.origin);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  publisher.cut();
  expect(await fetched(page, PART)).toBe(false);
  publisher.mend();
  expect(await fetched(page, PART)).toBe(true);
  publisher.end();
});

test('where a wanted part does not come that is said, and asking again fetches it', async ({
  relay,
  browser,
}) => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  let gone = true;
  await page.route(`**${PART}`, (route) => (gone ? route.abort() : route.continue()));
  await page.goto(relay.invite('organiser'));
  await page.getByRole('button', { name: 'Gabung' }).click();
  await page.getByLabel('Nama lengkap').fill('Siti Rahayu');
  await page.getByRole('button', { name: 'Simpan dan mulai' }).click();
  await expect(page.locator('[data-status="good"]')).toBeVisible();
  await page.evaluate(() => (location.hash = '#/pengurus'));
  await page.getByRole('button', { name: 'Undang' }).first().click();
  await page.getByRole('button', { name: 'Buat undangan' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText('Bagian ini belum pernah dipakai di HP ini')).toBeVisible();
  // What does not need it is there.
  await expect(sheet.locator('[data-link]')).toHaveValue(/#gabung=/);
  gone = false;
  await sheet.getByRole('button', { name: 'Coba lagi' }).click();
  await expect(sheet.getByRole('img')).toBeVisible();
  await context.close();
});

/** Whether the page gets what the build made. */
function fetched(page: Page, url: string): Promise<boolean> {
  return page.evaluate(
    (from) =>
      fetch(from).then(
        async (answer) => answer.ok && (await answer.text()).length > 1_000,
        () => false,
      ),
    url,
  );
}

test('what the app and its data take on the disk is said, and a part that was fetched counts', async ({
  siti,
}) => {
  const { page } = siti;
  const bytes = (amount: string, unit: string) =>
    Number(amount.replace(',', '.')) * { kB: 1e3, MB: 1e6, GB: 1e9 }[unit as 'kB'];
  const said = async () => {
    await siti.go('#/');
    await siti.go('#/pengaturan');
    const text = (await page.locator('[data-disk]').textContent()) ?? '';
    const [, app = '', of = '', data = '', from = ''] =
      /Aplikasi ([\d,]+) (\wB), data dan berkas ([\d,]+) (\wB)/.exec(text) ?? [];
    return { app: bytes(app, of), data: bytes(data, from) };
  };
  await expect.poll(async () => (await said()).app).toBeGreaterThan(500_000);
  const before = await said();
  expect(before.data).toBeGreaterThan(1_000);
  await siti.go('#/impor');
  await expect(page.locator('main[data-stage]')).toBeVisible();
  await expect.poll(async () => (await said()).app).toBeGreaterThan(before.app);
});
