import type { Identity } from './contract';

/** What is kept outside IndexedDB, to notice that the system cleared it and to say what was in it. */
export interface Marker {
  identity: Identity;
  docs: number;
  unsent: number;
}

const KEY = 'paguyuban.marker';

/** What of `Storage` is needed; the worker, which reads no mark, has no such thing. */
export interface SmallStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** The small mark in localStorage; the browser clears it separately from IndexedDB, if at all. */
export class EvictionLedger {
  readonly #shelf: SmallStore;

  constructor(shelf: SmallStore) {
    this.#shelf = shelf;
  }

  /** What was on this phone when it was last seen, or null if nothing is known. */
  last(): Marker | null {
    const text = this.#shelf.getItem(KEY);
    if (text === null) return null;
    try {
      const found = JSON.parse(text) as Partial<Marker>;
      if (!found.identity?.device) return null;
      return { identity: found.identity, docs: found.docs ?? 0, unsent: found.unsent ?? 0 };
    } catch {
      // Damaged: as good as cleared with the rest.
      return null;
    }
  }

  note(marker: Marker): void {
    const text = JSON.stringify(marker);
    if (this.#shelf.getItem(KEY) !== text) this.#shelf.setItem(KEY, text);
  }

  forget(): void {
    this.#shelf.removeItem(KEY);
  }
}

/**
 * Who is named in the mark. Without a PIN the token lies beside it in IndexedDB just as openly, and lets
 * a phone that was cleared read on; behind a PIN it must not be readable anywhere.
 */
export function markOf(identity: Identity, pin: boolean): Identity {
  const { earlierToken: _earlier, ...kept } = identity;
  return pin ? { ...kept, token: '' } : kept;
}
