import { expect, type Page } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { Relay } from './relay.ts';
import { Thumb } from './taps.ts';
import { test } from './two-phones.ts';

/** What whole minutes may cost: 5 points, 4 decisions, 3 promises, 18 who came. */
const TAPS_MAX = 55;
const SCREENS_MAX = 6;

test('whole minutes are written in few taps, and without scrolling much', async ({ browser }) => {
  const relay = await Relay.start({ demo: true });
  const context = await browser.newContext({
    viewport: { width: 360, height: 800 },
    reducedMotion: 'reduce',
  });
  const siti = new Phone(await context.newPage(), relay);
  const { page } = siti;
  await siti.join('organiser', 'Siti Rahayu');
  await siti.go('#/catatan');
  const thumb = new Thumb(page);
  await thumb.watchScrolling();
  const tab = (name: string) => page.getByRole('tab', { name });
  const part = async (name: string) => {
    await thumb.tap(tab(name));
    await thumb.screens();
  };
  const button = (name: string) => page.getByRole('button', { name });

  await thumb.tap(button('Catatan baru'));
  await thumb.tap(button('Notulensi rapat'));
  await thumb.type(page.getByLabel('Judul'), 'Rapat rutin Desember');
  await thumb.choose(page.getByLabel('Jenis rapat'), 'Rapat rutin');
  await thumb.type(page.getByLabel('Jam mulai'), '9');
  await thumb.type(page.getByLabel('Jam selesai'), '12');
  await thumb.type(page.getByLabel('Tempat'), 'Aula kecamatan');
  // The head and the way to every part are on the first screen.
  await page.getByLabel('Tempat').blur();
  await page.evaluate(() => scrollTo(0, 0));
  for (const name of ['Agenda', 'Keputusan', 'Tindak lanjut', 'Hadir'])
    await expect(tab(name)).toBeInViewport({ ratio: 1 });

  await thumb.tap(button('Tambah mata acara'));
  for (const title of ['Pembukaan', 'Siskeudes', 'Iuran', 'Lain-lain']) await thumb.goOn(title);
  await thumb.write('Penutup');
  const points = page.getByRole('region', { name: 'Agenda' }).locator('[data-record]');
  for (let at = 0; at < 5; at += 1)
    await thumb.type(points.nth(at).getByLabel('Pembahasan'), `Dibahas bersama, ${at + 1}.`);

  await part('Keputusan');
  const decisions = page.getByRole('region', { name: 'Keputusan' }).locator('[data-record]');
  for (const text of ['Iuran tetap', 'Rapat tanggal 5', 'Laporan dikirim', 'Pelatihan lagi']) {
    await thumb.tap(button('Tambah keputusan'));
    await thumb.write(text);
    await thumb.tap(decisions.last().getByRole('button', { name: 'Tenggat: +14 hari' }));
  }

  await part('Tindak lanjut');
  const promises = page.getByRole('region', { name: 'Tindak lanjut' }).locator('[data-record]');
  for (const what of ['Kirim undangan', 'Pesan tempat', 'Susun laporan']) {
    await thumb.tap(button('Tambah tindak lanjut'));
    await thumb.write(what);
    await thumb.tap(promises.last().getByRole('button', { name: /^Penanggung jawab/ }));
    await thumb.tap(page.getByRole('dialog').getByRole('radio').first());
    await thumb.tap(promises.last().getByRole('button', { name: 'Tenggat: +7 hari' }));
  }

  await part('Hadir');
  const before = thumb.taps;
  await thumb.tap(button('Semua hadir'));
  expect(thumb.taps - before).toBe(1);
  const screens = await thumb.screens();
  await thumb.tap(page.getByRole('link', { name: 'Simpan' }));

  console.log(`taps ${thumb.taps}, screens ${screens.toFixed(1)}`);
  expect(thumb.taps).toBeLessThanOrEqual(TAPS_MAX);
  expect(screens).toBeLessThanOrEqual(SCREENS_MAX);
  await expect(points).toHaveCount(0);
  for (const words of ['5. Penutup', 'Dibahas bersama, 5.', 'Pelatihan lagi', 'Susun laporan'])
    await expect(page.getByText(words)).toBeVisible();
  await expect(page.locator('[data-tally]')).toHaveText(/^\d+ hadir$/);
  await context.close();
  await relay.end();
});

test('the part that is open stays open, and is walked by the keyboard', async ({ siti }) => {
  const { page } = siti;
  await siti.beginMinutes('Rapat rutin');
  const tab = (name: string) => page.getByRole('tab', { name });
  await tab('Agenda').focus();
  await page.keyboard.press('ArrowRight');
  await expect(tab('Keputusan')).toBeFocused();
  await expect(page.getByRole('button', { name: 'Tambah keputusan' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Tambah mata acara' })).toBeHidden();
  await page.keyboard.press('End');
  await expect(tab('Hadir')).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('main [data-tick="pending"], main [data-tick="draft"]')).toHaveCount(0);
  await page.reload();
  await expect(tab('Hadir')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('button', { name: 'Semua hadir' })).toBeVisible();
  await siti.done();
  // Who reads has all of it on one page, and the same way to each part.
  await page.getByRole('navigation', { name: 'Bagian notulensi' }).getByText('Hadir').click();
  await expect(page.getByRole('heading', { name: 'Daftar hadir' })).toBeInViewport();
});

test('points are put in order by buttons and by dragging, by two who are apart', async ({
  relay,
  siti,
  budi,
}) => {
  const { page } = siti;
  await siti.beginMinutes('Rapat rutin');
  await page.getByRole('button', { name: 'Tambah mata acara' }).click();
  for (const title of ['Satu', 'Dua', 'Tiga']) {
    await page.keyboard.type(title);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.type('Empat');
  await siti.done();
  const titles = (phone: Phone) => phone.page.locator('main h3');
  await expect(titles(siti)).toHaveText(['1. Satu', '2. Dua', '3. Tiga', '4. Empat']);
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
  await budi.go(siti.place);
  await expect(titles(budi)).toHaveCount(4);
  await relay.stop();

  await siti.edit();
  await page.getByRole('button', { name: 'Agenda 3: naikkan' }).click();
  await expect(page.getByRole('group', { name: 'Agenda 2' }).getByLabel('Judul')).toHaveValue(
    'Tiga',
  );
  await expect(page.getByRole('button', { name: 'Agenda 2: naikkan' })).toBeFocused();
  await page.keyboard.press('Enter');
  await siti.done();
  await expect(titles(siti)).toHaveText(['1. Tiga', '2. Satu', '3. Dua', '4. Empat']);

  await budi.edit();
  const grips = budi.page.locator('.handle');
  const from = await grips.nth(3).boundingBox();
  const to = await grips.nth(1).boundingBox();
  if (!from || !to) throw new Error('nothing to drag by');
  await grips.nth(3).hover();
  const { x, y } = (await grips.nth(3).boundingBox()) ?? from;
  await budi.page.mouse.down();
  await budi.page.mouse.move(x + 5, y - 100, { steps: 4 });
  await budi.page.mouse.move(x + 5, y - (from.y - to.y) - 80, { steps: 6 });
  await budi.page.mouse.up();
  await budi.done();
  await expect(titles(budi)).toHaveText(['1. Satu', '2. Empat', '3. Dua', '4. Tiga']);

  await relay.start();
  for (const phone of [siti, budi]) {
    await phone.syncNow();
    await expect(titles(phone)).toHaveText(['1. Tiga', '2. Satu', '3. Empat', '4. Dua']);
    await expect(phone.page.getByText(/2 versi/)).toHaveCount(0);
  }
});

test('an approval is of one version, and what was changed after it is shown until it is approved again', async ({
  siti,
  budi,
}) => {
  const { page } = siti;
  await siti.beginMinutes('Rapat rutin');
  await siti.part('Keputusan');
  await page.getByRole('button', { name: 'Tambah keputusan' }).click();
  await siti.fill('Isi keputusan', 'Iuran Rp 20.000');
  await siti.done();
  await page.getByRole('button', { name: 'Sahkan notulensi' }).click();
  const approvals = (phone: Phone) => phone.page.getByRole('region', { name: 'Pengesahan' });
  await expect(approvals(siti)).toContainText(/Disahkan Siti Rahayu, .*\d/);
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);

  // Another approves the same version: that changes nothing of it.
  await budi.go(siti.place);
  await expect(approvals(budi)).toContainText('Disahkan Siti Rahayu');
  await budi.page.getByRole('button', { name: 'Sahkan notulensi' }).click();
  for (const phone of [siti, budi]) {
    await expect(approvals(phone)).toContainText('Disahkan Budi Santosa');
    await expect(phone.page.getByText('Diubah setelah disahkan')).toHaveCount(0);
  }

  await budi.edit();
  await budi.part('Keputusan');
  await budi.fill('Isi keputusan', 'Iuran Rp 25.000');
  await budi.done();
  const changed = siti.page.locator('[data-changed]');
  await expect(changed).toHaveCount(1);
  await expect(changed.locator('del')).toHaveText('Iuran Rp 20.000');
  await expect(changed.locator('ins')).toHaveText('Iuran Rp 25.000');
  await page.getByRole('button', { name: 'Sahkan lagi seperti sekarang' }).click();
  for (const phone of [siti, budi])
    await expect(phone.page.getByText('Diubah setelah disahkan')).toHaveCount(0);
});

test('the parts of minutes are a swipe apart, and no swipe is taken for another', async ({
  siti,
  browser,
}) => {
  const context = await browser.newContext({
    viewport: { width: 360, height: 800 },
    hasTouch: true,
    reducedMotion: 'reduce',
  });
  const phone = new Phone(await context.newPage(), siti.relay);
  const { page } = phone;
  await phone.join('organiser', 'Agus Priyono');
  await phone.go('#/catatan');
  await page.getByRole('button', { name: 'Catatan baru' }).click();
  await page.getByRole('button', { name: 'Notulensi rapat' }).click();
  await phone.fill('Judul', 'Rapat rutin');
  await page.getByRole('button', { name: 'Tambah mata acara' }).click();
  await page.keyboard.type('Pembukaan yang panjang');
  const shown = (name: string) =>
    expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
  // Not on the field in which somebody is.
  const panel = page.locator('[role="tabpanel"]:visible h2').first();

  await swipe(page, panel, -200, 0);
  await shown('Keputusan');
  await expect(page.getByText('Keputusan, bagian 2 dari 4')).toBeAttached();
  expect(phone.place).toMatch(/\/ubah\/keputusan$/);
  await swipe(page, panel, -200, 0);
  await shown('Tindak lanjut');
  // Too short, too steep, or scrolled on the way: nothing.
  for (const [across, along] of [
    [-30, 0],
    [-120, 120],
    [0, -200],
  ] as const) {
    await swipe(page, panel, across, along);
    await shown('Tindak lanjut');
  }
  await swipe(page, panel, 200, 0);
  await swipe(page, panel, 200, 0);
  await shown('Agenda');

  // What was typed is there, and the field in which somebody is keeps its own gestures.
  const title = page.getByRole('region', { name: 'Agenda' }).getByLabel('Judul');
  await expect(title).toHaveValue('Pembukaan yang panjang');
  await title.focus();
  await swipe(page, title, -150, 0);
  await shown('Agenda');
  await title.blur();
  await page.evaluate(() =>
    getSelection()?.selectAllChildren(
      document.querySelector('main h2, main summary') ?? document.body,
    ),
  );
  await swipe(page, panel, -200, 0);
  await shown('Agenda');
  await page.evaluate(() => getSelection()?.removeAllRanges());
  // Back from the first part is the head.
  await page.evaluate(() => scrollTo(0, 400));
  await swipe(page, panel, 200, 0);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  await phone.done();
  await page.locator('#part-agenda').scrollIntoViewIfNeeded();
  await swipe(page, page.locator('#part-agenda'), -200, 0);
  await expect(page.locator('#part-keputusan h2')).toBeFocused();
  await context.close();
});

/** Draws a finger across the middle of something, as a phone tells of it. */
async function swipe(
  page: Page,
  on: import('../../web/e2e.ts').Locator,
  across: number,
  along: number,
): Promise<void> {
  const box = await on.boundingBox();
  if (!box) throw new Error('nothing to swipe on');
  const [x, y] = [180 - across / 2, Math.min(box.y + Math.min(box.height / 2, 60), 760)];
  const session = await page.context().newCDPSession(page);
  // However long the machine takes for it, the finger took a fifth of a second.
  const begun = Date.now() / 1_000;
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', part: number) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      timestamp: begun + part * 0.2,
      touchPoints: type === 'touchEnd' ? [] : [{ x: x + across * part, y: y + along * part }],
    });
  await send('touchStart', 0);
  for (const part of [0.25, 0.5, 0.75, 1]) await send('touchMove', part);
  await send('touchEnd', 1);
  await session.detach();
}
