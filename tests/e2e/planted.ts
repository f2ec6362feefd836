import type { Page } from '../../web/e2e.ts';

/** A document as a phone's store holds it, with its fields alone: lists and pages are drawn from that. */
export type Planted = [doc: string, fields: Record<string, unknown>];

/** Puts documents into the phone's store and starts it anew. The relay must be away: it knows nothing of them. */
export async function plant(page: Page, docs: Planted[]): Promise<void> {
  await page.evaluate(async (all) => {
    const opened = indexedDB.open('paguyuban');
    await new Promise((resolve) => (opened.onsuccess = resolve));
    const store = opened.result.transaction('docs', 'readwrite').objectStore('docs');
    const ledger = { heads: [], relay: [], seq: 1, unsent: 0, refused: null };
    for (const [doc, fields] of all) {
      const none = { heads: ['00'], conflicts: [], doubts: [], after_archive: [] };
      const view = {
        doc,
        kind: doc.split('/')[0],
        ...none,
        fields,
        edited: { member: null, at: 1 },
      };
      const done = store.put({ doc, ledger, view: JSON.stringify(view) }, doc);
      await new Promise((resolve) => (done.onsuccess = resolve));
    }
    opened.result.close();
  }, docs);
  await page.reload();
}

/** The id of whoever holds the phone. */
export function memberOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const opened = indexedDB.open('paguyuban');
    await new Promise((resolve) => (opened.onsuccess = resolve));
    const asked = opened.result.transaction('meta').objectStore('meta').get('identity');
    await new Promise((resolve) => (asked.onsuccess = resolve));
    opened.result.close();
    return (asked.result as { member: string }).member;
  });
}
