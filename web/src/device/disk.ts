import type { IDBPDatabase, IDBPTransaction } from 'idb';
import type { AppendEffect, Identity, Ledger, RecordOfDoc } from '../between/contract';
import { DiskError, isFull, troubleOf } from './disk-error';
import { lateOnes, leavesUnheard, over } from './ledger';
import {
  isSealed,
  placeOf,
  Sealing,
  type Seal,
  type Sealed,
  type SealedRecord,
} from '../between/sealing';
import { patiently } from '../between/patiently';
import { deleteStore, openStore, type Row, type Shape, type StoredDoc } from '../between/store';

/** What names this device to the relay, and what its person has read; sealed like content. */
const OWN = new Set(['identity', 'key', 'key_next', 'read']);

/** Before the names of what {@link Disk.keep} writes. */
export const KEPT = 'kept ';

/** From what the core opens a document. */
export interface Parts {
  snapshot: Uint8Array | undefined;
  chunks: Uint8Array[];
  /** Those of the chunks, in their order. */
  keys: string[];
  view: string | undefined;
}

/** One person's documents in IndexedDB. Every write is durable before it resolves. */
export class Disk {
  readonly #slot: string;
  readonly sealing: Sealing;
  #db: IDBPDatabase<Shape> | null = null;
  #removed = false;
  #later = false;
  /** Writes what is held: a later release waits for the store. */
  finish = () => Promise.resolve();

  /** `slot` names the person's store; with a seal, content is sealed before it is written. */
  constructor(slot: string, seal: Seal | null = null) {
    this.#slot = slot;
    this.sealing = new Sealing(seal);
  }

  get seals(): boolean {
    return this.sealing.on;
  }

  async meta<T>(key: string): Promise<T | undefined> {
    const value = await this.#steadily((db) => db.get('meta', key));
    if (!isSealed(value)) return value as T | undefined;
    return JSON.parse(await this.sealing.openText(placeOf.meta(key), value)) as T;
  }

  async setMeta(key: string, value: unknown): Promise<void> {
    const written = await this.#written(key, value);
    await this.#steadily(async (db) => {
      const tx = db.transaction('meta', 'readwrite', { durability: 'strict' });
      await Promise.all([tx.store.put(written, key), tx.done]);
    });
  }

  #written(key: string, value: unknown): Promise<unknown> {
    const sealed = this.seals && isPersonal(key) && value !== null && !isKept(value);
    if (!sealed) return Promise.resolve(value);
    return this.sealing.text(placeOf.meta(key), JSON.stringify(value));
  }

  /**
   * Writes pieces whose names begin with {@link KEPT}; null goes away. It outlives the browser's end,
   * but is not waited for as an append is: one comes with every keystroke.
   */
  async keep(pieces: [name: string, value: unknown][]): Promise<void> {
    const written = await this.#writtenAll(pieces);
    await this.#steadily(async (db) => {
      const tx = db.transaction('meta', 'readwrite', { durability: 'relaxed' });
      await Promise.all([...putAll(tx.store, written), tx.done]);
    });
  }

  #writtenAll(pieces: [string, unknown][]): Promise<[string, unknown][]> {
    return Promise.all(
      pieces.map(async ([name, value]): Promise<[string, unknown]> => [
        name,
        await this.#written(name, value),
      ]),
    );
  }

  /** Every piece that was kept, in the order of their names. */
  async kept(): Promise<[name: string, value: unknown][]> {
    const names = await this.#steadily((db) => db.getAllKeys('meta', keptOf('')));
    const found: [string, unknown][] = [];
    for (const name of names) {
      // One that does not open stays where it is, and the others are read.
      const value = await this.meta(name).catch((error: unknown) => {
        if (error instanceof DiskError) throw error;
        console.error(error);
      });
      if (value !== undefined) found.push([name, value]);
    }
    return found;
  }

  identity(): Promise<Identity | undefined> {
    return this.meta<Identity>('identity');
  }

  /** The next key takes the place of the present one. */
  promoteKey(): Promise<void> {
    return this.#steadily(async (db) => {
      const tx = db.transaction('meta', 'readwrite', { durability: 'strict' });
      const next = await tx.store.get('key_next');
      if (next !== undefined) await tx.store.put(next, 'key');
      await tx.store.delete('key_next');
      await tx.done;
    });
  }

  async docs(): Promise<StoredDoc[]> {
    const rows = await this.#steadily((db) => db.getAll('docs'));
    return Promise.all(rows.map((row) => this.#opened(row)));
  }

  async #opened({ doc, ledger, view, whole }: Row): Promise<StoredDoc> {
    const open = (one: string | Sealed) => this.sealing.textOrNone(placeOf.view(doc), one);
    const read = await open(view);
    return { doc, ledger, view: read, ...(whole !== undefined && { whole: await open(whole) }) };
  }

  /** The parts of one document from which the core opens it. */
  async parts(doc: string): Promise<Parts> {
    const found = await this.#steadily((db) => {
      const tx = db.transaction(['docs', 'snapshots', 'chunks']);
      return Promise.all([
        tx.objectStore('docs').get(doc),
        tx.objectStore('snapshots').get(doc),
        tx.objectStore('chunks').getAll(chunksOf(doc)),
        tx.objectStore('chunks').getAllKeys(chunksOf(doc)),
      ]);
    });
    const [row, snapshot, chunks, keys] = found;
    const { chunk: chunkPlace, snapshot: snapshotPlace } = placeOf;
    return {
      snapshot: snapshot && (await this.sealing.bytesOrDamage(snapshotPlace(doc), snapshot)),
      chunks: await Promise.all(
        chunks.map((chunk) => this.sealing.bytesOrDamage(chunkPlace(doc), chunk)),
      ),
      keys: keys.map(([, key]) => key),
      view: row && (await this.#opened(row)).view,
    };
  }

  /** Writes all of it in one transaction; nothing of it is there if this fails. What is `late` is marked. */
  async append(batch: AppendEffect[]): Promise<void> {
    const docs = batch.flatMap((one) => one.docs);
    // Sealed before: a transaction does not wait for anything but the store.
    const sealed = await Promise.all(docs.map((record) => this.sealing.record(record)));
    const kept = await this.#writtenAll(batch.flatMap((one) => one.kept ?? []));
    const late = await this.#steadily(async (db) => {
      const tx = db.transaction(['chunks', 'snapshots', 'docs', 'meta'], 'readwrite', {
        durability: 'strict',
      });
      const late = lateOnes(docs, await rowsOf(tx, docs));
      const records = sealed.map((record, at): SealedRecord => {
        const one = docs[at];
        return one && late.has(one) ? { ...record, forget: true } : record;
      });
      const writes = records.flatMap((record) => this.#write(tx, record));
      writes.push(...putAll(tx.objectStore('meta'), kept));
      const place = batch.findLast((one) => one.place !== undefined)?.place;
      if (place !== undefined) writes.push(tx.objectStore('meta').put(place, 'place'));
      // A tab begins to speak once and for all, so the last of a batch stands for it.
      writes.push(this.#writeLedgers(tx, records, batch.at(-1)?.speaks ?? false));
      await Promise.all([...writes, tx.done]);
      return late;
    });
    for (const record of late) record.forget = record.late = true;
  }

  #write(tx: AppendTransaction, record: SealedRecord): Promise<unknown>[] {
    const { doc, chunk, snapshot, drop } = record;
    const writes: Promise<unknown>[] = [];
    if (record.forget) {
      writes.push(tx.objectStore('chunks').delete(chunksOf(doc)));
      writes.push(tx.objectStore('snapshots').delete(doc));
      writes.push(tx.objectStore('docs').delete(doc));
      writes.push(dropKept(tx, doc));
      return writes;
    }
    if (chunk) writes.push(tx.objectStore('chunks').put(chunk.bytes, [doc, chunk.key]));
    if (snapshot) writes.push(tx.objectStore('snapshots').put(snapshot, doc));
    for (const key of drop) writes.push(tx.objectStore('chunks').delete([doc, key]));
    return writes;
  }

  /** The newest ledger and view of each document; a record without a view leaves the view alone. */
  async #writeLedgers(
    tx: AppendTransaction,
    records: SealedRecord[],
    speaks: boolean,
  ): Promise<void> {
    const store = tx.objectStore('docs');
    const newest = new Map<string, SealedRecord>();
    for (const record of records) {
      if (record.forget) newest.delete(record.doc);
      if (record.forget) continue;
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
      // What is here now may be less than what was: that stays until all of it is back.
      const whole = written.lost?.length ? (stored?.whole ?? stored?.view) : undefined;
      await store.put({ doc, ledger: written, view: shown, ...(whole && { whole }) }, doc);
    }
  }

  /**
   * Seals what was written before there was a PIN. Another tab may have written it in the open until
   * it heard of the PIN, so this is done when the person comes in, not when the PIN is made.
   */
  async sealRest(): Promise<void> {
    if (!this.seals || (await this.meta<boolean>('sealed'))) return;
    for (const name of ['identity', 'read']) {
      const open = await this.meta(name);
      if (open !== undefined) await this.setMeta(name, open);
    }
    for (const { doc } of await this.#steadily((db) => db.getAll('docs'))) await this.#sealDoc(doc);
    await this.keep(await this.kept());
    await this.setMeta('sealed', true);
  }

  async #sealDoc(doc: string): Promise<void> {
    const [row, snapshot, keys, chunks] = await this.#steadily((db) => {
      const tx = db.transaction(['docs', 'snapshots', 'chunks']);
      return Promise.all([
        tx.objectStore('docs').get(doc),
        tx.objectStore('snapshots').get(doc),
        tx.objectStore('chunks').getAllKeys(chunksOf(doc)),
        tx.objectStore('chunks').getAll(chunksOf(doc)),
      ]);
    });
    if (row && !isSealed(row.view)) await this.#sealView(doc, 'view', row.view);
    if (row?.whole && !isSealed(row.whole)) await this.#sealView(doc, 'whole', row.whole);
    if (snapshot && !isSealed(snapshot)) {
      const sealed = await this.sealing.bytes(placeOf.snapshot(doc), snapshot);
      await this.#replace('snapshots', doc, sealed, snapshot);
    }
    for (const [at, chunk] of chunks.entries()) {
      const key = keys[at];
      if (key === undefined || isSealed(chunk)) continue;
      const sealed = await this.sealing.bytes(placeOf.chunk(doc), chunk);
      await this.#replace('chunks', key, sealed, chunk);
    }
  }

  async #sealView(doc: string, name: 'view' | 'whole', view: string): Promise<void> {
    const sealed = await this.sealing.text(placeOf.view(doc), view);
    await this.#steadily(async (db) => {
      const tx = db.transaction('docs', 'readwrite');
      const now = await tx.store.get(doc);
      if (now?.[name] === view) await tx.store.put({ ...now, [name]: sealed }, doc);
      await tx.done;
    });
  }

  /** Puts the sealed piece in the place of the open one, unless another tab has changed it since. */
  async #replace<S extends 'snapshots' | 'chunks'>(
    store: S,
    key: Shape[S]['key'],
    sealed: Uint8Array | Sealed,
    plain: Uint8Array,
  ): Promise<void> {
    await this.#steadily(async (db) => {
      const tx = db.transaction(store, 'readwrite');
      const now = await tx.store.get(key);
      if (now && !isSealed(now) && sameBytes(now, plain)) await tx.store.put(sealed, key);
      await tx.done;
    });
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

  /** Removes the store and everything in it from this phone. */
  async remove(): Promise<void> {
    this.#removed = true;
    this.close();
    await patiently(deleteStore(this.#slot));
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
      throw new DiskError(troubleOf(second), second);
    }
  }

  async #makeWay(close: () => void): Promise<void> {
    if (!this.#removed) await patiently(this.finish()).catch(() => undefined);
    this.#later = !this.#removed;
    this.#db = null;
    close();
  }

  async #open(): Promise<IDBPDatabase<Shape>> {
    // Or the next look would make it again.
    if (this.#removed) throw new Error('the store was removed');
    if (this.#later) throw new DOMException('the store is of a later release', 'VersionError');
    this.#db ??= await openStore(this.#slot, {
      ended: () => (this.#db = null),
      wanted: (close) => void this.#makeWay(close),
    });
    return this.#db;
  }
}

type AppendTransaction = IDBPTransaction<
  Shape,
  ('chunks' | 'snapshots' | 'docs' | 'meta')[],
  'readwrite'
>;

/** Of which of the documents there is something. */
async function rowsOf(tx: AppendTransaction, records: RecordOfDoc[]): Promise<Set<string>> {
  const store = tx.objectStore('docs');
  const names = [...new Set(records.map(({ doc }) => doc))];
  const found = await Promise.all(names.map((doc) => store.getKey(doc)));
  return new Set(found.filter((doc) => doc !== undefined));
}

type MetaStore = {
  put(value: unknown, key: string): Promise<unknown>;
  delete(key: string): Promise<unknown>;
};

function putAll(store: MetaStore, pieces: [string, unknown][]): Promise<unknown>[] {
  return pieces.map(([name, value]) =>
    value === null ? store.delete(name) : store.put(value, name),
  );
}

/** Nothing that was typed stays of a document that leaves the phone. */
async function dropKept(tx: AppendTransaction, doc: string): Promise<void> {
  const store = tx.objectStore('meta');
  const names = await store.getAllKeys(keptOf(''));
  await Promise.all(
    names.filter((name) => name.includes(` ${doc} `)).map((name) => store.delete(name)),
  );
}

function isPersonal(key: string): boolean {
  return OWN.has(key) || key.startsWith(KEPT);
}

function keptOf(tab: string): IDBKeyRange {
  return IDBKeyRange.bound(KEPT + tab, `${KEPT}${tab}\uffff`);
}

function chunksOf(doc: string): IDBKeyRange {
  return IDBKeyRange.bound([doc, ''], [doc, '\uffff']);
}

/** A key that the browser does not give out, which nobody can seal. */
function isKept(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'private' in value;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && a.every((byte, at) => byte === b[at]);
}
