import { readFileSync } from 'node:fs';
import { expect, type Page } from '../../web/e2e.ts';
import type { Phone } from './phone.ts';

/** What the relay calls this phone. */
export const deviceOf = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      /"device":"([0-9a-f]{16})"/.exec(
        JSON.stringify({ ...localStorage }).replaceAll('\\', ''),
      )?.[1] ?? '',
  );

/** Makes a packet, and gives its text. */
export async function packetOf(phone: Phone): Promise<string> {
  const { page } = phone;
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Buat paket titipan' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^paket-titipan-.*\.txt$/);
  return readFileSync(await download.path(), 'utf8');
}

/** Gives a packet to another phone, which shows what is in it. */
export async function handIn(phone: Phone, text: string): Promise<void> {
  const { page } = phone;
  await phone.go('#/sinkron');
  await page.getByRole('link', { name: 'Terima paket titipan' }).click();
  await page.getByLabel('Pilih berkas paket').setInputFiles({
    name: 'paket-titipan.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(text),
  });
}
