import { readFileSync } from 'node:fs';
import { expect, type Page } from '../../web/e2e.ts';
import { test } from './two-phones.ts';

/** Spoils what the phone's disk holds of a document, as a failing memory chip does. */
async function spoil(page: Page, doc: string, view: boolean): Promise<number> {
  return page.evaluate(
    async ([name, viewToo]) => {
      const done = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(new Error('the store could not be read'));
        });
      const db = await done(indexedDB.open('paguyuban'));
      const tx = db.transaction(['chunks', 'snapshots', 'docs'], 'readwrite');
      const chunks = tx.objectStore('chunks');
      const keys = (await done(chunks.getAllKeys(IDBKeyRange.bound([name], [name, []])))) as [];
      for (const key of keys) await done(chunks.put(new Uint8Array([1, 2, 3]), key));
      const row = (await done(tx.objectStore('docs').get(name))) as { view: string };
      if (viewToo) await done(tx.objectStore('docs').put({ ...row, view: '{"doc":' }, name));
      db.close();
      return keys.length;
    },
    [doc, view] as const,
  );
}

for (const view of [false, true])
  test(`what was not sent and can be read no more is held, as text and as a file${view ? ', with a damaged view' : ''}`, async ({
    relay,
    budi,
  }) => {
    const { page } = budi;
    await relay.stop();
    await budi.disconnected();
    await budi.go('#/catatan');
    await page.getByRole('button', { name: 'Catatan baru' }).click();
    await page.getByRole('button', { name: 'Catatan bebas' }).click();
    await budi.fill('Judul', 'Rapat di balai');
    await budi.fill('Isi', 'Iuran naik lima ribu.');
    await budi.done();
    const note = budi.place;
    expect(await spoil(page, note.replace('#/catatan/', 'note/'), view)).toBeGreaterThan(0);

    await relay.start();
    await page.reload();
    await budi.go('#/tertahan');
    const held = page.locator('[data-held^="note/"]');
    await expect(held).toBeVisible();
    await expect(held.getByText('tidak terbaca', { exact: false })).toBeVisible();
    // Nothing says that all is sent.
    await expect(page.locator('[data-status="good"]')).toHaveCount(0);
    const downloading = page.waitForEvent('download');
    await held.getByRole('button', { name: 'Simpan sebagai teks' }).click();
    const text = readFileSync(await (await downloading).path(), 'utf8');
    if (!view) {
      expect(text).toContain('Iuran naik lima ribu.');
      await held.getByText('Baca sebagai teks').click();
      await expect(held.getByText('Iuran naik lima ribu.', { exact: false })).toBeVisible();
      await budi.go(note);
      await expect(page.getByText('Iuran naik lima ribu.')).toBeVisible();
      await page.reload();
      await budi.go('#/tertahan');
      await held.getByText('Baca sebagai teks').click();
      await expect(held).toContainText('Iuran naik lima ribu.');
    }
  });
