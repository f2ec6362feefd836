import { expect } from '../../web/e2e.ts';
import type { Phone } from './phone.ts';
import { add, atRelay, held, photos, WHERE, withPlace } from './photos.ts';
import { test } from './two-phones.ts';

/** A free note of this title, shown; gives its address and name. */
async function note(phone: Phone, title: string): Promise<{ place: string; doc: string }> {
  await phone.beginNote(title);
  await phone.done();
  const { place } = phone;
  return { place, doc: `note/${place.split('/').at(-1) ?? ''}` };
}

const tiles = (phone: Phone, state = '') =>
  phone.page.locator(`[data-file]${state && `[data-here="${state}"]`}`);

test('a photo is made smaller, loses its place, and is fetched by another phone when asked for', async ({
  siti,
  budi,
}) => {
  const { place, doc } = await note(siti, 'Rapat dengan lampiran');
  const [photo] = await photos(siti.page, 1);
  if (!photo) throw new Error('no photo');
  await add(siti.page, [withPlace(photo)]);
  await expect(tiles(siti)).toHaveCount(1);
  await expect(tiles(siti, 'kept')).toHaveCount(1);
  await siti.page.screenshot({ path: '/tmp/wa/one.png', fullPage: true });
  const [mine] = await held(siti.page);
  expect(mine).toMatchObject({ doc, waits: false });
  expect(mine?.is).toBe(mine?.hash);
  const there = await atRelay(budi.page, doc, mine?.hash ?? '');
  if (typeof there === 'number') throw new Error(`the relay said ${there}`);
  const text = there.toString('latin1');
  expect(text).not.toContain('Exif');
  expect(text).not.toContain(WHERE);
  // Upright, as it was held, and no longer than it may be.
  const size = await budi.page.evaluate(
    async (bytes) => {
      const made = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
      return [made.width, made.height];
    },
    [...there],
  );
  expect(size).toEqual([1200, 1600]);

  await budi.go(place);
  await expect(tiles(budi, 'away')).toHaveCount(1);
  expect(await held(budi.page)).toEqual([]);
  await budi.page.screenshot({ path: '/tmp/wa/away.png', fullPage: true });
  await budi.page.getByRole('button', { name: 'Tampilkan' }).click();
  await expect(tiles(budi, 'kept')).toHaveCount(1);
  await expect(budi.page.locator('canvas[data-drawn]')).toHaveCount(1);
  expect((await held(budi.page))[0]).toMatchObject({ is: mine?.hash, waits: false });
  await budi.page.screenshot({ path: '/tmp/wa/here.png', fullPage: true });
  await budi.page.getByRole('button', { name: 'Buka Foto 1' }).click();
  await expect(budi.page.getByRole('dialog').getByRole('img', { name: 'Foto 1' })).toBeVisible();
  await budi.page.screenshot({ path: '/tmp/wa/large.png' });
  await budi.page.goBack();
  await expect(budi.page.getByRole('dialog')).toHaveCount(0);
  expect(budi.place).toBe(place);
});
