import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Identity, PersonHere } from './contract';
import { patiently } from './patiently';
import { anchored, leftMs, NO_TRIES, type Tries } from './tries';
import type { VaultLock } from './vault';

/** The store of a phone's first person; those that come later have a slot of their own. */
export const FIRST_SLOT = '';

/** One person of this phone, as everybody who holds it may see them. */
export interface PersonRow {
  slot: string;
  name: string;
  member: string;
  /** Hash of the secret by which they joined here. */
  invited?: string;
  /** What the forum is called in which they are this person. */
  forum?: string;
  /** The next to be opened: by itself, if there is no PIN. */
  next?: boolean;
  lock: VaultLock | null;
  tries: Tries;
}

interface Shape extends DBSchema {
  people: { key: string; value: PersonRow };
}

/** Who uses this phone. Empty on a phone with one person and no PIN. */
export class PeopleShelf {
  #db: Promise<IDBPDatabase<Shape>> | null = null;

  async all(): Promise<PersonRow[]> {
    return (await this.#open()).getAll('people');
  }

  async find(slot: string): Promise<PersonRow | undefined> {
    return (await this.#open()).get('people', slot);
  }

  /** Writes these rows together. */
  async put(rows: PersonRow[]): Promise<void> {
    const tx = (await this.#open()).transaction('people', 'readwrite', { durability: 'strict' });
    await Promise.all([...rows.map((row) => tx.store.put(row, row.slot)), tx.done]);
  }

  /** Looks and writes in one transaction, so that two tabs do not count the same try. */
  async change(slot: string, change: (row: PersonRow) => PersonRow): Promise<PersonRow | null> {
    const tx = (await this.#open()).transaction('people', 'readwrite', { durability: 'strict' });
    const row = await tx.store.get(slot);
    const next = row && change(row);
    if (next) await tx.store.put(next, slot);
    await tx.done;
    return next ?? null;
  }

  /** One row takes the place of another; at no time is there neither. */
  async replace(slot: string, row: PersonRow): Promise<void> {
    const tx = (await this.#open()).transaction('people', 'readwrite', { durability: 'strict' });
    await Promise.all([tx.store.delete(slot), tx.store.put(row, row.slot), tx.done]);
  }

  /** This one is the next to be opened, and no other. */
  async turnTo(slot: string | null): Promise<void> {
    const tx = (await this.#open()).transaction('people', 'readwrite', { durability: 'strict' });
    for (const row of await tx.store.getAll()) {
      const next = row.slot === slot;
      if ((row.next ?? false) !== next) await tx.store.put({ ...row, next }, row.slot);
    }
    await tx.done;
  }

  async remove(slot: string): Promise<void> {
    const tx = (await this.#open()).transaction('people', 'readwrite', { durability: 'strict' });
    await Promise.all([tx.store.delete(slot), tx.done]);
  }

  close(): void {
    void this.#db?.then((db) => db.close());
    this.#db = null;
  }

  #open(): Promise<IDBPDatabase<Shape>> {
    this.#db ??= patiently(this.#opening()).catch((error: unknown) => {
      this.#db = null;
      throw error;
    });
    return this.#db;
  }

  #opening(): Promise<IDBPDatabase<Shape>> {
    return openDB<Shape>('paguyuban-people', 1, {
      upgrade: (db) => void db.createObjectStore('people'),
      terminated: () => (this.#db = null),
    });
  }
}

/** The slot that opens by itself: the only one, or the next, without a PIN. Null: ask who it is. */
export function openSlot(people: PersonRow[]): string | null {
  if (people.length === 0) return FIRST_SLOT;
  const one = people.length === 1 ? people[0] : people.find(({ next }) => next);
  return one?.lock === null ? one.slot : null;
}

/** What the screen may know of them. */
export function shown(people: PersonRow[], nowMs: number): PersonHere[] {
  return people.map(({ slot, name, member, invited, forum, next, lock, tries }) => ({
    slot,
    name,
    member,
    invited: invited ?? null,
    forum: forum ?? '',
    pin: lock !== null,
    next: next ?? false,
    waitMs: leftMs(anchored(tries, nowMs), nowMs),
  }));
}

export function personRow(
  slot: string,
  name: string,
  { member, invited, forum_name: forum }: Pick<Identity, 'member' | 'invited' | 'forum_name'>,
): PersonRow {
  const row = { slot, name, member, forum, lock: null, tries: NO_TRIES };
  return invited === undefined ? row : { ...row, invited };
}
