import { expect, test as base } from '../../web/e2e.ts';
import { faultsOf } from './measure.ts';
import { Phone } from './phone.ts';
import { Relay } from './relay.ts';
import { look } from './screens.ts';
import { Thumb } from './taps.ts';

const test = base.extend<{ siti: Phone }>({
  siti: async ({ browser }, use) => {
    const relay = await Relay.start({ demo: true });
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    const phone = new Phone(await context.newPage(), relay);
    await phone.join('organiser', 'Siti Rahayu Kusumaningtyas Wirjosoedirdjo');
    await phone.beginMinutes('Rapat dengan daftar hadir');
    await phone.part('Hadir');
    await use(phone);
    await context.close();
    await relay.end();
  },
});

test('those who are present are one tap, and each who is not is one more', async ({ siti }) => {
  const { page } = siti;
  const list = page.getByRole('region', { name: 'Daftar hadir' });
  const tally = list.locator('[data-tally]');
  await expect(tally).toHaveText(/^\d+ belum$/);
  const all = Number((await tally.textContent())?.split(' ')[0]);
  const everybody = list.getByRole('button', { name: 'Semua hadir' });

  await everybody.click();
  await expect(tally).toHaveText(`${all} hadir`);
  await page.getByRole('button', { name: 'Urungkan' }).click();
  await expect(tally).toHaveText(`${all} belum`);

  // Who was excused before stays so.
  const names = await list.locator('.name').allTextContents();
  const [first = '', second = '', third = ''] = names;
  await list.getByRole('button', { name: `${first}: Izin` }).click();
  await expect(tally).toHaveText(`1 izin · ${all - 1} belum`);
  await everybody.click();
  await expect(tally).toHaveText(`${all - 1} hadir · 1 izin`);
  await list.getByRole('button', { name: `${second}: Hadir` }).click();
  await expect(tally).toHaveText(`${all - 2} hadir · 1 izin · 1 belum`);
  // Anywhere on the row will do, but for the second control.
  const row = list.getByRole('listitem').filter({ hasText: second });
  await row.locator('.detail').click({ force: true });
  await expect(tally).toHaveText(`${all - 1} hadir · 1 izin`);
  await list.getByRole('button', { name: `${third}: Daring` }).click();
  await expect(tally).toHaveText(`${all - 2} hadir · 1 izin · 1 daring`);
  await siti.done();
  await expect(list.locator('[data-tally]')).toHaveText(`${all - 2} hadir · 1 izin · 1 daring`);
});

test('among eighteen people or more, three exceptions make four taps', async ({ siti }) => {
  const { page } = siti;
  const list = page.getByRole('region', { name: 'Daftar hadir' });
  const tally = list.locator('[data-tally]');
  await expect(tally).toHaveText(/^\d+ belum$/);
  const all = Number((await tally.textContent())?.split(' ')[0]);
  expect(all).toBeGreaterThanOrEqual(18);
  const names = await list.locator('.name').allTextContents();

  const thumb = new Thumb(page);
  await thumb.tap(list.getByRole('button', { name: 'Semua hadir' }));
  for (const [at, word] of [
    [1, 'Izin'],
    [7, 'Sakit'],
    [12, 'Izin'],
  ] as const)
    await thumb.tap(list.getByRole('button', { name: `${names[at] ?? ''}: ${word}` }));
  await expect(tally).toHaveText(`${all - 3} hadir · 2 izin · 1 sakit`);
  expect(thumb.taps).toBe(4);
});

test('a double tap marks once, and a later tap takes the mark away', async ({ siti }) => {
  const { page } = siti;
  const list = page.getByRole('region', { name: 'Daftar hadir' });
  const tally = list.locator('[data-tally]');
  await expect(tally).toHaveText(/^\d+ belum$/);
  const all = Number((await tally.textContent())?.split(' ')[0]);
  const name = (await list.locator('.name').first().textContent()) ?? '';
  for (const [word, said] of [
    ['Sakit', `1 sakit · ${all - 1} belum`],
    ['Hadir', `1 hadir · ${all - 1} belum`],
  ] as const) {
    const mark = list.getByRole('button', { name: `${name}: ${word}` });
    await mark.dblclick();
    await expect(tally).toHaveText(said);
    await expect(mark).toHaveAttribute('aria-pressed', 'true');
  }
  await list.getByRole('button', { name: `${name}: Hadir` }).click();
  await expect(tally).toHaveText(`${all} belum`);
});

test('a word of the forum itself can be chosen where the others are tapped', async ({ siti }) => {
  const { page } = siti;
  const minutes = siti.place;
  await siti.go('#/pengaturan/forum/ubah');
  await page.getByRole('button', { name: /^Kehadiran/ }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Kata baru').fill('Tugas luar');
  await sheet.getByRole('button', { name: 'Tambah kata' }).click();
  await expect(sheet.getByRole('button', { name: 'Naikkan Tugas luar' })).toBeVisible();
  await sheet.getByRole('button', { name: 'Tutup' }).click();
  await siti.go(minutes);
  const list = page.getByRole('region', { name: 'Daftar hadir' });
  const name = (await list.locator('.name').first().textContent()) ?? '';
  await list.getByLabel(`${name}: Lainnya`).selectOption({ label: 'Tugas luar' });
  await expect(list.locator('[data-tally]')).toHaveText(/^1 tugas luar · \d+ belum$/);
});

test('only those who are searched for are shown, and marked', async ({ siti }) => {
  const { page } = siti;
  const list = page.getByRole('region', { name: 'Daftar hadir' });
  const tally = list.locator('[data-tally]');
  await expect(tally).toHaveText(/^\d+ belum$/);
  const all = Number((await tally.textContent())?.split(' ')[0]);
  await list.getByRole('searchbox').fill('kali kidang');
  const rows = list.getByRole('listitem');
  await expect(rows.filter({ hasNotText: 'Kalikidang' })).toHaveCount(0);
  const found = await rows.count();
  expect(found).toBeGreaterThan(0);
  await list.getByRole('button', { name: 'Semua hadir' }).click();
  await expect(tally).toHaveText(`${found} hadir · ${all - found} belum`);
});

for (const sight of ['phone', 'small', 'letters of 200 %', 'zoom of 200 %'] as const) {
  test(`a name is never squeezed, and the count stays in sight: ${sight}`, async ({ siti }) => {
    const { page } = siti;
    await look(page, sight);
    const list = page.getByRole('region', { name: 'Daftar hadir' });
    const rows = list.getByRole('listitem');
    await expect.poll(() => rows.count()).toBeGreaterThan(20);
    const shares = await rows.evaluateAll((all) =>
      all.map((row) => {
        const name = row.querySelector('.name')?.getBoundingClientRect().width ?? 0;
        return name / row.getBoundingClientRect().width;
      }),
    );
    expect(Math.min(...shares)).toBeGreaterThan(0.5);
    await rows.last().scrollIntoViewIfNeeded();
    if (sight === 'phone' || sight === 'small')
      await expect(list.locator('[data-tally]')).toBeInViewport();
    await expect.poll(() => faultsOf(page)).toEqual([]);
  });
}
