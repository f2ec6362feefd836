import { expect, type Page } from '../../web/e2e.ts';
import { test } from './two-phones.ts';

/** Twice as long as a store may take, and the look at it once a minute. */
const NOTICED_MS = 60_000;

/** Another use of the store that never ends: whatever the app asks of it waits. Gives what ends it. */
async function silence(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('paguyuban');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error('no store'));
    });
    const store = db.transaction([...db.objectStoreNames], 'readwrite').objectStore('meta');
    const held = window as unknown as { silent: boolean };
    held.silent = true;
    const again = () => {
      if (held.silent) store.get('none').onsuccess = again;
      else db.close();
    };
    again();
  });
  return () =>
    page.evaluate(() => void ((window as unknown as { silent: boolean }).silent = false));
}

test('a store that answers no more is noticed and said, and what was typed reaches it later', async ({
  relay,
  siti,
}) => {
  test.setTimeout(180_000);
  const { page } = siti;
  await siti.beginNote('Iuran bulan ini');
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);

  const release = await silence(page);
  const text = page.getByLabel('Isi', { exact: true });
  await text.click();
  await page.keyboard.type('Sudah dibayar.');
  await expect(siti.tick()).not.toHaveAttribute('data-tick', /relay|all|local/);
  const alert = page.getByRole('alert').filter({ hasText: 'Jangan tutup halaman' });
  await expect(alert).toBeVisible({ timeout: NOTICED_MS });
  await expect(text).toHaveValue('Sudah dibayar.');
  await expect(siti.tick()).not.toHaveAttribute('data-tick', /relay|all|local/);

  await release();
  await alert.getByRole('button', { name: 'Coba lagi' }).click();
  await expect(alert).toHaveCount(0);
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/, { timeout: NOTICED_MS });
  await siti.done();
  expect([...relay.exported().values()].join()).toContain('Sudah dibayar.');
  await page.reload();
  await expect(page.getByText('Sudah dibayar.')).toBeVisible();
});
