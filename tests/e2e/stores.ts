import type { Page } from '../../web/e2e.ts';

/**
 * Everything that a browser keeps, or one database of it, as text; bytes read as Latin letters.
 */
export function stores(page: Page, database: string | null = null): Promise<string> {
  return page.evaluate(async (only) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('a store could not be read'));
      });
    const latin = (value: unknown): string =>
      JSON.stringify(value, (_key, one: unknown) =>
        one instanceof Uint8Array ? String.fromCharCode(...one) : one,
      ) ?? '';
    const found = only === null ? [JSON.stringify({ ...localStorage })] : [];
    for (const { name } of await indexedDB.databases()) {
      if (only !== null && name !== only) continue;
      const db = await done(indexedDB.open(name ?? ''));
      for (const store of db.objectStoreNames) {
        const all = db.transaction(store).objectStore(store);
        found.push(latin(await done(all.getAllKeys())), latin(await done(all.getAll())));
      }
      db.close();
    }
    return found.join('\n');
  }, database);
}
