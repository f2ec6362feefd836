import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Hex } from './contract';
import type { FileHere } from './files';
import { patiently } from './patiently';
import { isSealed, type Sealed, type Sealing } from './sealing';

/** What is known of a file without reading it. */
export interface FileRow extends FileHere {
  /** When it came here, milliseconds since 1970. */
  at: number;
  sealed: boolean;
}

type Key = [doc: string, hash: Hex];

interface Shape extends DBSchema {
  /** What is known of each; apart from the bytes, so that a list does not read them. */
  files: { key: Key; value: FileRow };
  bytes: { key: Key; value: Uint8Array | Sealed };
}

/** One person's files, in a database beside that of their documents, sealed where they have a PIN. */
export class FilesShelf {
  readonly #slot: string;
  readonly #sealing: Sealing;
  #db: Promise<IDBPDatabase<Shape>> | null = null;
  #removed = false;

  constructor(slot: string, sealing: Sealing) {
    this.#slot = slot;
    this.#sealing = sealing;
  }

  /** Both parts of it are there, or nothing. */
  async put(file: FileHere, bytes: Uint8Array, at: number): Promise<void> {
    const { doc, hash } = file;
    const kept = await this.#sealing.bytes(placeOf(doc, hash), bytes);
    await this.#write(async (files, contents) => {
      await contents.put(kept, [doc, hash]);
      await files.put({ ...file, at, sealed: this.#sealing.on }, [doc, hash]);
    });
  }

  /** Everything that is here, or what is here of one document, in the order in which it came. */
  async rows(doc?: string): Promise<FileRow[]> {
    const rows = await this.#steadily((db) =>
      db.getAll('files', doc === undefined ? null : of(doc)),
    );
    return rows.sort((a, b) => a.at - b.at);
  }

  async bytes(doc: string, hash: Hex): Promise<Uint8Array | null> {
    const kept = await this.#steadily((db) => db.get('bytes', [doc, hash]));
    return kept ? this.#sealing.openBytes(placeOf(doc, hash), kept) : null;
  }

  /** The relay has it, or has to get it again. */
  async waits(doc: string, hash: Hex, waits: boolean): Promise<void> {
    await this.#write(async (files) => {
      const row = await files.get([doc, hash]);
      if (row) await files.put({ ...row, waits }, [doc, hash]);
    });
  }

  /** Nobody knows any more what of it the relay has. */
  async allWait(): Promise<void> {
    await this.#write(async (files) => {
      for (const row of await files.getAll())
        await files.put({ ...row, waits: true }, [row.doc, row.hash]);
    });
  }

  /** One file, or all of a document. */
  async drop(doc: string, hash?: Hex): Promise<void> {
    await this.#write(async (files, contents) => {
      const range = hash === undefined ? of(doc) : IDBKeyRange.bound([doc, hash], [doc, hash]);
      await Promise.all([files.delete(range), contents.delete(range)]);
    });
  }

  /** Seals what was written before there was a PIN. */
  async sealRest(): Promise<void> {
    if (!this.#sealing.on) return;
    for (const { doc, hash, sealed } of await this.rows()) {
      if (sealed) continue;
      const open = await this.#steadily((db) => db.get('bytes', [doc, hash]));
      const kept = open && !isSealed(open) && (await this.#sealing.bytes(placeOf(doc, hash), open));
      await this.#write(async (files, contents) => {
        const row = await files.get([doc, hash]);
        if (!row) return;
        if (kept) await contents.put(kept, [doc, hash]);
        await files.put({ ...row, sealed: true }, [doc, hash]);
      });
    }
  }

  close(): void {
    void this.#db?.then((db) => db.close()).catch(() => undefined);
    this.#db = null;
  }

  /** Nothing of the person's files stays on this phone. */
  async remove(): Promise<void> {
    this.#removed = true;
    this.close();
    await patiently(deleteDB(databaseOf(this.#slot)));
  }

  #write(work: (files: FileStore, contents: ByteStore) => Promise<void>): Promise<void> {
    return this.#steadily(async (db) => {
      const tx = db.transaction(['files', 'bytes'], 'readwrite', { durability: 'strict' });
      const done = tx.done;
      try {
        await work(tx.objectStore('files'), tx.objectStore('bytes'));
      } catch (error) {
        done.catch(() => undefined);
        throw isQuota(error) ? error : (tx.error ?? error);
      }
      await done;
    });
  }

  /** iOS drops the connection now and then: open again and retry, once. */
  async #steadily<T>(work: (db: IDBPDatabase<Shape>) => Promise<T>): Promise<T> {
    try {
      return await patiently(this.#open().then(work));
    } catch (first) {
      if (isQuota(first)) throw first;
      this.close();
      return patiently(this.#open().then(work));
    }
  }

  #open(): Promise<IDBPDatabase<Shape>> {
    if (this.#removed) return Promise.reject(new Error('the files were removed'));
    this.#db ??= openDB<Shape>(databaseOf(this.#slot), 1, {
      upgrade(db) {
        db.createObjectStore('files');
        db.createObjectStore('bytes');
      },
      terminated: () => (this.#db = null),
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return this.#db;
  }
}

interface FileStore {
  get(key: Key): Promise<FileRow | undefined>;
  getAll(): Promise<FileRow[]>;
  put(row: FileRow, key: Key): Promise<unknown>;
  delete(key: Key | IDBKeyRange): Promise<unknown>;
}

interface ByteStore {
  put(bytes: Uint8Array | Sealed, key: Key): Promise<unknown>;
  delete(key: Key | IDBKeyRange): Promise<unknown>;
}

/** The browser has no room for more. */
export function isQuota(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

function databaseOf(slot: string): string {
  return slot === '' ? 'paguyuban-files' : `paguyuban-files-${slot}`;
}

/** What a sealed file is bound to, so that none can be put in another's place. */
function placeOf(doc: string, hash: Hex): string {
  return `file ${doc} ${hash}`;
}

function of(doc: string): IDBKeyRange {
  return IDBKeyRange.bound([doc, ''], [doc, '\uffff']);
}
