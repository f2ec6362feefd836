import { expect, type Page } from '../../web/e2e.ts';
import { stores } from './stores.ts';
import { test } from './two-phones.ts';

/** Another tab, of a later release, makes the store into its own. Resolves when it has it. */
function takeStore(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('paguyuban', 99);
        opening.onupgradeneeded = () => opening.result.createObjectStore('of a later release');
        opening.onsuccess = () => {
          resolve(opening.result.version);
          opening.result.close();
        };
        opening.onerror = () => reject(new Error('the store was not given'));
      }),
  );
}

test('an old tab writes what it holds, leaves the store to a later release and asks to be loaded anew', async ({
  relay,
  siti,
}) => {
  const { page } = siti;
  await siti.beginNote('Iuran bulan ini');
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
  const later = await page.context().newPage();
  await later.goto(`${relay.origin}/icon-192.png`);

  await page.context().setOffline(true);
  await page.getByLabel('Isi', { exact: true }).click();
  await page.keyboard.type('Sudah dibayar Wagiman');
  expect(await takeStore(later)).toBe(99);

  const alert = page.getByRole('alert').filter({ hasText: 'Ada versi baru' });
  await expect(alert).toContainText('sudah disimpan');
  // What is typed from now on could go nowhere.
  await expect(page.getByLabel('Isi', { exact: true })).not.toBeEditable();
  await expect(page.getByLabel('Isi', { exact: true })).toHaveValue('Sudah dibayar Wagiman');
  expect(await stores(later, 'paguyuban')).toContain('Sudah dibayar Wagiman');

  // The release that is still old, loaded anew, says the same instead of a blank page.
  await page.context().setOffline(false);
  await alert.getByRole('button', { name: 'Muat ulang' }).click();
  await expect(page.getByRole('heading', { name: 'Versi baru sudah siap.' })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('muat ulang');
});
