import { readFileSync } from 'node:fs';
import { expect, type Page } from '../../web/e2e.ts';
import { test } from './two-phones.ts';

/** The chunks that lie there of a document; those beside `kept` are removed, if that is given. */
function chunks(page: Page, doc: string, kept?: string[]): Promise<string[]> {
  return page.evaluate(
    async ([name, stay]) => {
      const done = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(new Error('the store could not be read'));
        });
      const db = await done(indexedDB.open('paguyuban'));
      const store = db.transaction('chunks', 'readwrite').objectStore('chunks');
      const keys = (await done(store.getAllKeys(IDBKeyRange.bound([name], [name, []])))) as [
        string,
        string,
      ][];
      for (const key of keys) if (stay && !stay.includes(key[1])) await done(store.delete(key));
      db.close();
      return keys.map(([, key]) => key);
    },
    [doc, kept] as const,
  );
}

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
    await budi.beginNote('Rapat di balai');
    await budi.fill('Isi', 'Iuran naik lima ribu.');
    await budi.done();
    const note = budi.place;
    expect(await spoil(page, note.replace('#/catatan/', 'note/'), view)).toBeGreaterThan(0);

    // From its memory the page could still send it.
    await page.reload();
    await relay.start();
    await budi.go('#/tertahan');
    const held = page.locator('[data-held^="note/"]');
    await expect(held).toBeVisible();
    await expect(held.getByText('Sebagian isinya tidak terbaca', { exact: false })).toBeVisible();
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

test('what was lost before it was sent can be given up, and then the person can leave the phone', async ({
  relay,
  budi,
}) => {
  const { page } = budi;
  await budi.beginNote('Rapat di balai');
  await budi.done();
  const note = budi.place;
  const doc = note.replace('#/catatan/', 'note/');
  await expect(budi.tick()).toHaveAttribute('data-tick', /relay|all/);
  await relay.stop();
  await budi.disconnected();
  const sent = await chunks(page, doc);
  await budi.edit();
  await budi.fill('Isi', 'Iuran naik lima ribu.');
  await budi.done();
  expect((await chunks(page, doc, sent)).length).toBeGreaterThan(sent.length);
  // From its memory the page could still send it.
  await page.reload();
  await relay.start();

  await budi.go('#/pengaturan');
  await page.getByRole('button', { name: 'Keluar dari HP ini' }).click();
  await expect(page.getByText('Masih ada 1 dokumen yang belum terkirim.')).toBeVisible();
  await page.getByRole('button', { name: 'Buka yang tertahan' }).click();
  const held = page.locator(`[data-held="${doc}"]`);
  await held.getByRole('button', { name: 'Relakan yang tidak terbaca' }).click();
  await expect(held.getByText('hilang dari HP ini untuk selamanya')).toBeVisible();
  await held.getByRole('button', { name: 'Ya, relakan' }).click();
  await expect(held).toHaveCount(0);
  await budi.caughtUp();
  await budi.go(note);
  await expect(page.getByText('Rapat di balai')).toBeVisible();
  await page.reload();
  await budi.caughtUp();
  await budi.go('#/pengaturan');
  await page.getByRole('button', { name: 'Keluar dari HP ini' }).click();
  await page.getByRole('button', { name: 'Ya, keluar' }).click();
  await expect(page.getByText('Untuk mulai, buka tautan undangan')).toBeVisible();
});
