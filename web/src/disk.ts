import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { AppendEffect, Identity, Ledger, RecordOfDoc } from './contract';
import { leavesUnheard, over } from './ledger';

/** A transaction that takes longer than this is taken for a store that no longer answers. */
const STORE_PATIENCE_MS = 15_000;

export interface StoredDoc {
  doc: string;
  ledger: Ledger;
  view: string;
}

/** What a phone that has joined shows first. */
export interface FirstLook {
  identity: Identity;
  read: Record<string, string>;
  docs: StoredDoc[];
}

/** From what the core opens a document. */
export interface Parts {
  snapshot: Uint8Array | undefined;
  chunks: Uint8Array[];
  view: string | undefined;
}

interface Shape extends DBSchema {
  chunks: { key: [doc: string, key: string]; value: Uint8Array };
  snapshots: { key: string; value: Uint8Array };
  docs: { key: string; value: StoredDoc };
  meta: { key: string; value: unknown };
}

/** The store did not take or give what was asked. */
export class DiskError extends Error {
  constructor(
    readonly code: 'full' | 'broken',
    cause: unknown,
  ) {
    super(`the store is ${code}`, { cause });
  }
}

/** The phone's documents in IndexedDB. Every write is durable before it resolves. */
export class Disk {
  #db: IDBPDatabase<Shape> | null = null;

  async meta<T>(key: string): Promise<T | undefined> {
    return (await this.#steadily((db) => db.get('meta', key))) as T | undefined;
  }

  async setMeta(key: string, value: unknown): Promise<void> {
    await this.#steadily(async (db) => {
      const tx = db.transaction('meta', 'readwrite', { durability: 'strict' });
      await Promise.all([tx.store.put(value, key), tx.done]);
    });
  }

  identity(): Promise<Identity | undefined> {
    return this.meta<Identity>('identity');
  }

  /** Everything the first screen needs, in one go; null if nobody has joined on this phone. */
  firstLook(): Promise<FirstLook | null> {
    return this.#steadily(async (db) => {
      const tx = db.transaction(['meta', 'docs']);
      const [identity, read, docs] = await Promise.all([
        tx.objectStore('meta').get('identity'),
        tx.objectStore('meta').get('read'),
        tx.objectStore('docs').getAll(),
      ]);
      if (identity === undefined) return null;
      return { identity: identity as Identity, read: (read ?? {}) as FirstLook['read'], docs };
    });
  }

  docs(): Promise<StoredDoc[]> {
    return this.#steadily((db) => db.getAll('docs'));
  }

  /** The parts of one document from which the core opens it. */
  parts(doc: string): Promise<Parts> {
    return this.#steadily(async (db) => {
      const tx = db.transaction(['docs', 'snapshots', 'chunks']);
      const [stored, snapshot, chunks] = await Promise.all([
        tx.objectStore('docs').get(doc),
        tx.objectStore('snapshots').get(doc),
        tx.objectStore('chunks').getAll(chunksOf(doc)),
      ]);
      return { snapshot, chunks, view: stored?.view };
    });
  }

  /** Writes all of it in one transaction; nothing of it is there if this fails. */
  append(batch: AppendEffect[]): Promise<void> {
    return this.#steadily(async (db) => {
      const tx = db.transaction(['chunks', 'snapshots', 'docs', 'meta'], 'readwrite', {
        durability: 'strict',
      });
      const records = batch.flatMap((one) => one.docs);
      const writes = records.flatMap((record) => this.#write(tx, record));
      const place = batch.findLast((one) => one.place !== undefined)?.place;
      if (place !== undefined) writes.push(tx.objectStore('meta').put(place, 'place'));
      // A tab begins to speak once and for all, so the last of a batch stands for it.
      writes.push(this.#writeLedgers(tx, records, batch.at(-1)?.speaks ?? false));
      await Promise.all([...writes, tx.done]);
    });
  }

  #write(tx: AppendTransaction, record: RecordOfDoc): Promise<unknown>[] {
    const { doc, chunk, snapshot, drop } = record;
    const writes: Promise<unknown>[] = [];
    if (chunk) writes.push(tx.objectStore('chunks').put(chunk.bytes, [doc, chunk.key]));
    if (snapshot) writes.push(tx.objectStore('snapshots').put(snapshot, doc));
    for (const key of drop) writes.push(tx.objectStore('chunks').delete([doc, key]));
    return writes;
  }

  /** The newest ledger and view of each document; a record without a view leaves the view alone. */
  async #writeLedgers(
    tx: AppendTransaction,
    records: RecordOfDoc[],
    speaks: boolean,
  ): Promise<void> {
    const store = tx.objectStore('docs');
    const newest = new Map<string, RecordOfDoc>();
    for (const record of records) {
      const view = record.view ?? newest.get(record.doc)?.view;
      newest.set(record.doc, view === undefined ? record : { ...record, view });
    }
    for (const [doc, { ledger, known, view }] of newest) {
      const [stored, keys] = await Promise.all([
        store.get(doc),
        tx.objectStore('chunks').getAllKeys(chunksOf(doc)),
      ]);
      const unheard = leavesUnheard(
        keys.map(([, key]) => key),
        known,
      );
      const shown = view ?? stored?.view ?? '';
      const written = over(JSON.parse(ledger) as Ledger, stored?.ledger, speaks, unheard);
      await store.put({ doc, ledger: written, view: shown }, doc);
    }
  }

  /** Writes a mark and reads it back in another transaction. */
  async check(mark: string): Promise<void> {
    await this.setMeta('watchdog', mark);
    const found = await this.meta<string>('watchdog');
    if (found !== mark) throw new DiskError('broken', new Error('a written mark was not there'));
  }

  close(): void {
    this.#db?.close();
    this.#db = null;
  }

  /** iOS drops the connection to IndexedDB now and then: open again and retry, once. */
  async #steadily<T>(work: (db: IDBPDatabase<Shape>) => Promise<T>): Promise<T> {
    try {
      return await patiently(this.#open().then(work));
    } catch (first) {
      if (isFull(first)) throw new DiskError('full', first);
      this.close();
    }
    try {
      return await patiently(this.#open().then(work));
    } catch (second) {
      throw new DiskError(isFull(second) ? 'full' : 'broken', second);
    }
  }

  async #open(): Promise<IDBPDatabase<Shape>> {
    this.#db ??= await openDB<Shape>('paguyuban', 1, {
      upgrade(db) {
        db.createObjectStore('chunks');
        db.createObjectStore('snapshots');
        db.createObjectStore('docs');
        db.createObjectStore('meta');
      },
      terminated: () => (this.#db = null),
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return this.#db;
  }
}

type AppendTransaction = IDBPTransaction<
  Shape,
  ('chunks' | 'snapshots' | 'docs' | 'meta')[],
  'readwrite'
>;

function chunksOf(doc: string): IDBKeyRange {
  return IDBKeyRange.bound([doc, ''], [doc, '\uffff']);
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

function patiently<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the store did not answer')), STORE_PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
