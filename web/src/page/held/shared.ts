/** Where the service worker puts a file that another app has shared; the same names are in `sw.ts`. */
const SHELF = 'shared';
const FILE = '/shared';

/** The text that was shared to the app last, once; null if there is none. */
export async function takeShared(): Promise<string | null> {
  if (!('caches' in globalThis)) return null;
  const shelf = await caches.open(SHELF);
  const kept = await shelf.match(FILE);
  if (!kept) return null;
  await shelf.delete(FILE);
  return kept.text();
}
