import { expect } from '../../web/e2e.ts';
import { axeFinds, faultsOf, lasting } from './measure.ts';
import type { Phone } from './phone.ts';
import { test } from './two-phones.ts';

/** What is marked as new on the page, by its place. */
const marked = (phone: Phone) =>
  phone.page
    .locator('main [data-new]')
    .evaluateAll((marks) => marks.map((mark) => mark.getAttribute('data-new') ?? '').sort());

async function open(phone: Phone, place: string): Promise<void> {
  await phone.go('#/catatan');
  await expect(phone.page.getByRole('button', { name: 'Catatan baru' }).first()).toBeVisible();
  await phone.go(place);
}

test('what others wrote since one looked is marked until it is read, one’s own never', async ({
  relay,
  siti,
  budi,
}) => {
  const { page } = siti;
  await siti.beginMinutes('Rapat rutin');
  await page.getByRole('button', { name: 'Tambah mata acara' }).click();
  await page.keyboard.type('Pembukaan');
  await siti.fill('Pembahasan', 'Dibuka pukul sembilan.\nDoa bersama.');
  await siti.done();
  const note = siti.place;
  await siti.caughtUp();

  // Somebody else's whole document is told as one, and not line by line.
  await budi.go(note);
  await expect(budi.page.locator('[data-news]')).toContainText('belum pernah Anda buka');
  await expect(budi.page.getByText('Doa bersama.')).toBeVisible();
  expect(await marked(budi)).toEqual([]);
  await open(budi, note);
  await expect(budi.page.getByText('Doa bersama.')).toBeVisible();
  await expect(budi.page.locator('[data-news]')).toHaveCount(0);

  // Both write without knowing of each other.
  await relay.stop();
  await siti.edit();
  await siti.fill('Tempat', 'Aula kecamatan');
  await siti.fill('Pembahasan', 'Dibuka pukul sembilan.\nDoa bersama.\nLaporan keuangan.');
  await page.getByRole('button', { name: 'Tambah mata acara' }).click();
  await page.keyboard.type('Iuran');
  await siti.done();
  await budi.edit();
  await budi.fill('Jam mulai', '09.00');
  await budi.done();
  await relay.start();
  await siti.syncNow();
  await open(budi, note);
  await budi.syncNow();
  const point = /^agenda\/[0-9A-Z]{26}$/;
  const expectMarks = async () => {
    await expect.poll(() => marked(budi).then((all) => all.length)).toBe(3);
    const [record, discussion, place] = await marked(budi);
    expect([record, discussion, place]).toEqual(
      expect.arrayContaining([
        expect.stringMatching(point),
        expect.stringMatching(/^agenda\/[0-9A-Z]{26}\/discussion$/),
        'place',
      ]),
    );
  };
  await expectMarks();
  await expect(budi.page.locator('.fresh')).toHaveText(['Laporan keuangan.']);
  await expect(budi.page.locator('[data-news]')).toContainText('Siti Rahayu');
  await budi.page.setViewportSize({ width: 360, height: 800 });
  expect(await lasting(() => axeFinds(budi.page))).toEqual([]);
  expect(await lasting(() => faultsOf(budi.page))).toEqual([]);

  // It survives a reload, without the relay as well.
  await relay.stop();
  await budi.page.reload();
  await expectMarks();

  // What was on the screen is read when one goes on; what was not stays new.
  await budi.page.setViewportSize({ width: 360, height: 480 });
  await budi.page.evaluate(() => scrollTo(0, 0));
  const place = budi.page.locator('[data-new="place"]');
  await place.scrollIntoViewIfNeeded();
  await expect(place).toHaveAttribute('data-read', '');
  const last = budi.page.locator('[data-new$="/discussion"]');
  await last.scrollIntoViewIfNeeded();
  await expect(last).toHaveAttribute('data-read', '');
  await budi.page.getByRole('heading', { name: /Iuran/ }).scrollIntoViewIfNeeded();
  await expect(budi.page.locator('main [data-new][data-read]')).toHaveCount(3);
  await open(budi, note);
  await expect(budi.page.getByText('Doa bersama.')).toBeVisible();
  await expect(budi.page.locator('[data-news]')).toHaveCount(0);
  expect(await marked(budi)).toEqual([]);
  // Nothing of what she wrote herself was ever new to her.
  expect(await marked(siti)).not.toContain('place');
});
