/** The largest documents on this phone. */
export interface Largest {
  note: string;
  /** The whole name. */
  log: string;
}

interface Stored {
  doc: string;
  view: string;
  ledger: unknown;
}

/** Looks into the phone's store; runs in the page. */
export async function largest(): Promise<Largest> {
  const opened = indexedDB.open('paguyuban');
  await new Promise((resolve) => (opened.onsuccess = resolve));
  const asked = opened.result.transaction('docs').objectStore('docs').getAll();
  await new Promise((resolve) => (asked.onsuccess = resolve));
  opened.result.close();
  const docs = (asked.result as Stored[]).sort((a, b) => b.view.length - a.view.length);
  const first = (kind: string) => docs.find((one) => one.doc.startsWith(kind))?.doc ?? '';
  return { note: first('note/').replace('note/', ''), log: first('log/') };
}

/**
 * Puts so many cards and so many entries of one log into the phone's store, as copies of those that
 * are there: lists are drawn from what is stored, so nothing else is needed. Runs in the page.
 */
export async function grow({ log, many }: { log: string; many: number }): Promise<void> {
  const opened = indexedDB.open('paguyuban');
  await new Promise((resolve) => (opened.onsuccess = resolve));
  const store = opened.result.transaction('docs', 'readwrite').objectStore('docs');
  const asked = store.getAll();
  await new Promise((resolve) => (asked.onsuccess = resolve));
  const docs = asked.result as Stored[];
  const id = (at: number) => `01K6TN1QMRJ1M53N21${String(at).padStart(8, '0')}`;

  const cards = docs.filter((one) => one.doc.startsWith('member/'));
  for (let at = cards.length; at < many; at += 1) {
    const card = cards[at % cards.length] as Stored;
    const doc = `member/${id(at)}`;
    store.put({ ...card, doc, view: card.view.replaceAll(card.doc, doc) }, doc);
  }
  const book = docs.find((one) => one.doc === log) as Stored;
  const view = JSON.parse(book.view) as { fields: { entries: Record<string, unknown> } };
  const entries = Object.values(view.fields.entries);
  for (let at = entries.length; at < many; at += 1)
    view.fields.entries[id(at)] = entries[at % entries.length];
  const done = store.put({ ...book, view: JSON.stringify(view) }, log);
  await new Promise((resolve) => (done.onsuccess = resolve));
  opened.result.close();
}
