import { expect, type Page } from '../../web/e2e.ts';
import { faultsOf, lasting } from './measure.ts';
import { look, SIGHTS, type Sight } from './screens.ts';
import { test } from './two-phones.ts';

const SIGHT_NAMES = Object.keys(SIGHTS) as Sight[];

test('what disagrees is never wider than the screen, however long a word', async ({
  relay,
  siti,
  budi,
}) => {
  await siti.go('#/anggota');
  await siti.page.getByRole('link', { name: 'Budi Santosa' }).click();
  const card = siti.place;
  await relay.stop();
  for (const [phone, who] of [
    [siti, 'siti'],
    [budi, 'budi'],
  ] as const) {
    await phone.go(card);
    await phone.edit();
    await phone.fill('Panggilan', `${who}${'Q'.repeat(50)}`);
    await phone.page
      .getByLabel(/^(Surel|Email)$/)
      .fill(`${who}.${'sekretariat'.repeat(4)}@${'kecamatan'.repeat(4)}.desa.example`);
    await phone.page.getByLabel(/^(Surel|Email)$/).blur();
    await phone.fill(
      'Latar belakang kerja',
      `https://arsip.example/${who}/${'0123456789'.repeat(9)}`,
    );
    await phone.done();
  }
  await relay.start();
  await siti.syncNow();
  await budi.syncNow();
  await siti.go(card);
  await expect(siti.page.getByRole('region', { name: /2 versi/ }).first()).toBeVisible();
  const faults: Record<string, string[]> = {};
  for (const sight of SIGHT_NAMES) await note(faults, siti.page, sight, card);
  expect(faults).toEqual({});
});

test('a notice with two answers can be read, and lies on no bar', async ({ siti }) => {
  const { page } = siti;
  await siti.go('#/anggota');
  await page.getByRole('button', { name: 'Tambah anggota' }).click();
  await siti.fill('Nama lengkap', 'Agus Priyono');
  await page.getByLabel('Nomor WhatsApp').fill('0812');
  await siti.go('#/');
  // Where there is less room than that, a notice may lie on the bar for its time.
  for (const sight of ['phone', 'small', 'letters of 200 %'] as const) {
    await look(page, sight);
    // Bars are measured after the page is laid out anew.
    await expect(async () => {
      const words = await page.getByText(/^Belum selesai: Nomor WhatsApp/).boundingBox();
      const bar = await page.getByRole('navigation').boundingBox();
      const inner = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
      if (!words || !bar) throw new Error(`${sight}: the notice or the bar is not there`);
      expect(words.width, sight).toBeGreaterThan(inner.width / 2);
      expect(words.y + words.height, sight).toBeLessThanOrEqual(bar.y);
      expect(Math.round(bar.y + bar.height), sight).toBe(inner.height);
    }).toPass({ timeout: 20_000 });
  }
});

async function note(
  faults: Record<string, string[]>,
  page: Page,
  sight: Sight,
  place: string,
): Promise<void> {
  await look(page, sight);
  await page.evaluate(() => scrollTo(0, 0));
  const found = await lasting(() => faultsOf(page));
  if (found.length > 0) faults[`${sight}, ${place}`] = found;
}
