import { expect, type Page } from '../../web/e2e.ts';
import { unlock, type Phone } from './phone.ts';
import { test } from './two-phones.ts';

const PIN = '274913';

async function writeNote(phone: Phone, title: string): Promise<string> {
  await phone.beginNote(title);
  await phone.fill('Isi', `Isi dari ${title}.`);
  await phone.done();
  return `note/${phone.place.split('/').at(-1)}`;
}

/** Changes a byte of everything that lies there of a document, sealed or not, but for these; gives its keys. */
function flip(
  page: Page,
  store: 'chunks' | 'docs',
  doc: string,
  but: string[] | 'all' = [],
): Promise<string[]> {
  return page.evaluate(
    async ({ store, doc, but }) => {
      const done = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(new Error('a store could not be read'));
        });
      const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
      const keys: string[] = [];
      for (const name of names.filter((one) => /^paguyuban(-[0-9A-Z]{26})?$/.test(one))) {
        const db = await done(indexedDB.open(name));
        const all = db.transaction(store, 'readwrite').objectStore(store);
        for (const key of await done(all.getAllKeys())) {
          if ([key].flat()[0] !== doc) continue;
          keys.push(JSON.stringify(key));
          if (but === 'all' || but.includes(JSON.stringify(key))) continue;
          const value: unknown = await done(all.get(key));
          const piece = (store === 'docs' ? (value as { view: unknown }).view : value) as
            string | Uint8Array | { sealed: Uint8Array };
          const bytes = typeof piece === 'string' ? null : 'sealed' in piece ? piece.sealed : piece;
          if (bytes) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
          else (value as { view: unknown }).view = (piece as string).slice(1);
          await done(all.put(value, key));
        }
        db.close();
      }
      return keys;
    },
    { store, doc, but },
  );
}

for (const kept of ['in the open', 'behind a PIN'] as const) {
  test(`one damaged piece ${kept} costs one piece: it is named, asked for again, and the rest is sent`, async ({
    relay,
    siti,
  }) => {
    const { page } = siti;
    const damaged = await writeNote(siti, 'Rapat yang rusak');
    await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
    if (kept === 'behind a PIN') {
      await siti.setPin(PIN);
      await unlock(page, PIN);
    }
    await siti.caughtUp();
    await relay.stop();
    await siti.disconnected();
    await siti.go(`#/catatan/${damaged.slice(5)}`);
    // What was sent is damaged, and what was not sent builds on it.
    const sent = await flip(page, 'chunks', damaged, 'all');
    await siti.edit();
    await siti.fill('Isi', 'Ditulis di atas yang rusak.');
    await siti.done();
    const unsent = (await flip(page, 'chunks', damaged, 'all')).filter(
      (key) => !sent.includes(key),
    );
    expect(unsent).not.toEqual([]);
    await flip(page, 'chunks', damaged, unsent);
    await writeNote(siti, 'Rapat yang utuh');
    await page.reload();
    if (kept === 'behind a PIN') await unlock(page, PIN);
    await siti.go('#/sinkron');
    await siti.disconnected();
    await relay.start();
    await siti.syncNow();
    const held = () => [...relay.exported().values()].join();
    await expect.poll(held, { timeout: 30_000 }).toContain('Rapat yang utuh');
    await expect.poll(held, { timeout: 30_000 }).toContain('Ditulis di atas yang rusak.');
    await siti.caughtUp();
    await siti.go('#/catatan');
    await expect(page.getByText('Rapat yang rusak')).toBeVisible();
  });

  test(`one damaged view ${kept} locks nobody out, and is made anew`, async ({ siti }) => {
    const { page } = siti;
    const damaged = await writeNote(siti, 'Rapat yang rusak');
    await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
    if (kept === 'behind a PIN') {
      await siti.setPin(PIN);
      await unlock(page, PIN);
    }
    await siti.caughtUp();
    expect(await flip(page, 'docs', damaged)).toHaveLength(1);
    await page.reload();
    if (kept === 'behind a PIN') await unlock(page, PIN);
    await siti.go('#/catatan');
    await expect(page.getByText('Rapat yang rusak')).toBeVisible();
    await siti.caughtUp();
  });
}
