import { expect, type Page } from '../../web/e2e.ts';
import { test } from './two-phones.ts';

/** Puts a text into the field that has the focus, as the system's paste does. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((words) => {
    const data = new DataTransfer();
    data.setData('text/plain', words);
    const how = { clipboardData: data, bubbles: true, cancelable: true };
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', how));
  }, text);
}

test('an agenda pasted from WhatsApp becomes points in order, and one tap takes all of them back', async ({
  siti,
}) => {
  const { page } = siti;
  await siti.go('#/catatan');
  await page.getByRole('button', { name: 'Catatan baru' }).click();
  await page.getByRole('button', { name: 'Notulensi rapat' }).click();
  await siti.fill('Judul', 'Rapat rutin');
  await page.getByRole('button', { name: 'Tambah mata acara' }).click();
  await paste(page, '*Agenda rapat:*\n1. Pembukaan\n2. Laporan kas\n3. Penutup dan doa');
  const points = page.locator('[data-record]');
  await expect(points).toHaveCount(3);
  const titles = () =>
    points
      .getByLabel('Judul')
      .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  await expect.poll(titles).toEqual(['Pembukaan', 'Laporan kas', 'Penutup dan doa']);
  await page.getByRole('button', { name: 'Urungkan' }).click();
  await expect(points).toHaveCount(0);
  await expect(page.getByText('Yang diarsipkan · 3')).toBeVisible();
});
