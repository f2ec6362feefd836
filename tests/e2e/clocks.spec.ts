import { expect } from '../../web/e2e.ts';
import { Unkept } from './phone.ts';
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

/** How far ahead a phone's clock is, in a page and in its worker. */
const ahead = (ms: number) => `{
  const now = Date.now.bind(Date);
  Date = class extends Date {
    constructor(...given) { given.length ? super(...given) : super(now() + ${ms}); }
    static now() { return now() + ${ms}; }
  };
}\n`;

test('a phone whose clock is wrong says so from five minutes on, and its work keeps its order', async ({
  browser,
  relay,
  budi,
}) => {
  for (const [minutes, says] of [
    [4, false],
    [7, true],
  ] as const) {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const wrong = ahead(minutes * 60_000);
    await context.addInitScript({ content: wrong });
    await context.route('**/assets/worker-*.js', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: wrong + (await answer.text()) });
    });
    const phone = new Unkept(await context.newPage(), relay);
    await phone.join('member', `Agus ${minutes}`);
    await phone.go('#/sinkron');
    const told = phone.page.getByText(`Jam ponsel tidak cocok: selisih ${minutes} menit.`);
    await expect(phone.page.getByText('Sinkronkan sekarang')).toBeVisible();
    await expect(told).toHaveCount(says ? 1 : 0);

    // What is written in between by a phone whose clock is right stands in between.
    await phone.beginNote(`Rapat ${minutes}`);
    await phone.done();
    await expect(phone.tick()).toHaveAttribute('data-tick', /relay|all/);
    await budi.go(phone.place);
    await budi.edit();
    await budi.fill('Judul', `Rapat besar ${minutes}`);
    await budi.done();
    await expect(
      phone.page.getByRole('heading', { name: `Rapat besar ${minutes}` }).first(),
    ).toBeVisible();
    await phone.edit();
    await phone.fill('Isi', 'Semua hadir.');
    await phone.done();
    await expect(budi.page.getByText('Semua hadir.')).toBeVisible();
    await expect(budi.page.getByText(/2 versi/)).toHaveCount(0);
    await budi.page.getByRole('link', { name: 'Riwayat' }).click();
    // Nobody has written something that is to come, by the clock of the relay.
    const writers = budi.page.locator('[data-change] .name');
    await expect(writers.first()).toHaveText(`Agus ${minutes}`);
    await expect(writers.last()).toHaveText(`Agus ${minutes}`);
    await expect(writers.filter({ hasText: 'Budi Santosa' })).toHaveCount(1);
    await context.close();
  }
});
