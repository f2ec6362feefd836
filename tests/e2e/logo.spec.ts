import { join } from 'node:path';
import { expect, type Locator } from '../../web/e2e.ts';
import { test } from './two-phones.ts';

/** 512 pixels square, 20 times what a value of a document holds. */
const PICTURE = join(import.meta.dirname, '../../web/public/icon-512.png');
const CHARS_MAX = 4_000;
const FORUM = '#/pengaturan/forum';

test('a logo is made small on the phone and stands in the letterhead of everybody', async ({
  relay,
  siti,
  budi,
}) => {
  const { page } = siti;
  await siti.go(`${FORUM}/ubah`);
  const section = page.getByRole('region', { name: 'Logo' });
  const file = section.locator('input[type=file]');
  for (const [name, mimeType] of [
    ['foto.heic', 'image/heic'],
    ['surat.png', 'image/png'],
  ] as const) {
    await file.setInputFiles({ name, mimeType, buffer: Buffer.from('bukan gambar') });
    await expect(section.locator('.error')).toHaveText(/Pilih gambar PNG atau JPG/);
  }
  await file.setInputFiles(PICTURE);
  await drawn(section.getByRole('img', { name: 'Logo' }));
  await expect(section.locator('.error')).toHaveText('');
  await siti.done();
  await drawn(section.getByRole('img', { name: 'Logo' }));
  const logo = () => logoIn(relay.exported().get('settings.json'));
  await expect.poll(logo).toMatch(/^_9j_/);
  expect(logo().length).toBeLessThanOrEqual(CHARS_MAX);

  await budi.syncNow();
  await budi.page.reload();
  await budi.go('#/anggota');
  await budi.page.emulateMedia({ media: 'print' });
  const paper = budi.page.locator('.only-paper canvas');
  await drawn(paper);
  const box = await paper.boundingBox();
  expect(Math.max(box?.width ?? 0, box?.height ?? 0)).toBeLessThanOrEqual(80);

  await siti.edit();
  await section.getByRole('button', { name: 'Hapus logo' }).click();
  await siti.done();
  await expect(section).toHaveCount(0);
  await expect.poll(logo).toBe('');
});

test('two logos chosen at once are both shown, and one is picked', async ({
  relay,
  siti,
  budi,
}) => {
  await relay.stop();
  for (const [phone, mirrored] of [
    [siti, 'icon-512.png'],
    [budi, 'icon-192.png'],
  ] as const) {
    await phone.disconnected();
    await phone.go(`${FORUM}/ubah`);
    await phone.page
      .locator('[data-field=logo] input[type=file]')
      .setInputFiles(join(import.meta.dirname, '../../web/public', mirrored));
    await phone.done();
  }
  await relay.start();
  for (const phone of [budi, siti, budi]) {
    await phone.syncNow();
    await phone.caughtUp();
  }
  const card = budi.page.getByRole('region', { name: '2 versi Logo' });
  await expect(card.locator('canvas')).toHaveCount(2);
  await drawn(card.locator('canvas').first());
  await card.getByRole('button', { name: 'Pakai ini' }).first().click();
  await expect(card).toHaveCount(0);
});

/** The picture is there, and is more than one colour. */
async function drawn(canvas: Locator): Promise<void> {
  await expect(canvas).toBeVisible();
  const colours = () =>
    canvas.evaluate((one: HTMLCanvasElement) => {
      const pixels = one.getContext('2d')?.getImageData(0, 0, one.width, one.height);
      return pixels ? new Set(new Uint32Array(pixels.data.buffer)).size : 0;
    });
  await expect.poll(colours).toBeGreaterThan(2);
}

function logoIn(settings = '{}'): string {
  const { fields } = JSON.parse(settings) as { fields?: { logo?: string } };
  return fields?.logo ?? '';
}
