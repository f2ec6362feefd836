import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Identity, Ledger } from './contract';
import type { Sealed } from './sealing';

export interface StoredDoc {
  doc: string;
  ledger: Ledger;
  view: string;
  /** The last view of the whole, while something of the document can be read no more. */
  whole?: string;
}

export interface Row {
  doc: string;
  ledger: Ledger;
  view: string | Sealed;
  whole?: string | Sealed;
}

/** What lies on the disk, by name; sealed where the person has a PIN. */
export interface Shape extends DBSchema {
  chunks: { key: [doc: string, key: string]; value: Uint8Array | Sealed };
  snapshots: { key: string; value: Uint8Array | Sealed };
  docs: { key: string; value: Row };
  meta: { key: string; value: unknown };
}

export interface Ending {
  /** The browser dropped the connection. */
  ended(): void;
  /** A later release makes the store into its own, and waits until this is closed. */
  wanted(close: () => void): void;
}

/** Opens one person's store. */
export function openStore(slot: string, { ended, wanted }: Ending): Promise<IDBPDatabase<Shape>> {
  return openDB<Shape>(databaseOf(slot), 1, {
    upgrade(db) {
      for (const name of ['chunks', 'snapshots', 'docs', 'meta'] as const)
        db.createObjectStore(name);
    },
    terminated: ended,
    blocking(_current, next, event) {
      const close = () => (event.target as IDBDatabase).close();
      // One that is removed is not written any more.
      if (next === null) close();
      else wanted(close);
    },
  });
}

export function deleteStore(slot: string): Promise<void> {
  return deleteDB(databaseOf(slot));
}

/** The first person's store has the name that it had before phones were shared. */
function databaseOf(slot: string): string {
  return slot === '' ? 'paguyuban' : `paguyuban-${slot}`;
}

/** What a phone that has joined shows first. */
export interface FirstLook {
  identity: Identity;
  /** The system has cleared the key; the phone only reads. */
  keyless: boolean;
  read: Record<string, string>;
  docs: StoredDoc[];
}

/** Everything the first screen needs, in one go; null if nobody has joined here, or behind a PIN. */
export async function firstLook(slot: string): Promise<FirstLook | null> {
  const db = await openStore(slot, { ended: () => undefined, wanted: (close) => close() });
  try {
    const tx = db.transaction(['meta', 'docs']);
    const meta = tx.objectStore('meta');
    const [identity, keys, read, rows] = await Promise.all([
      meta.get('identity'),
      meta.count('key'),
      meta.get('read'),
      tx.objectStore('docs').getAll(),
    ]);
    const docs = rows.filter((row): row is StoredDoc => typeof row.view === 'string');
    // A sealed identity is no more than an envelope here.
    if (identity === undefined || 'sealed' in (identity as object)) return null;
    return {
      identity: identity as Identity,
      keyless: keys === 0,
      read: (read ?? {}) as FirstLook['read'],
      docs,
    };
  } finally {
    db.close();
  }
}
