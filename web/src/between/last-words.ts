import type { Draft, Edit, Hex } from './contract';
import type { SmallStore } from './marker';

/** What a page had asked of its worker, and had no answer to when it went. `ask` is how the page has named it. */
export type Unanswered =
  | {
      ask: string;
      doc: string;
      edit: Edit;
      /** Where its field stood; null if it stood nowhere, as one of a new document. */
      heads: Hex[] | null;
      /** Its field has gone on since by edits before this one. */
      behind: boolean;
    }
  | { ask: string; doc: string; path: string; draft: Draft | null };

/** By the name of the page's worker, in the order in which they were asked. */
export type Left = Record<string, Unanswered[]>;

const KEY = 'paguyuban.last';

/**
 * What pages leave when they go, of people without a PIN. It is written in the one store that takes something at
 * once: a worker that is busy ends with its page, and with it what it has not read.
 */
export class LastWords {
  readonly #shelf: SmallStore;
  #any = false;

  constructor(shelf: SmallStore) {
    this.#shelf = shelf;
  }

  /** Something of this page lies there. */
  get any(): boolean {
    return this.#any;
  }

  /** Whether this is what they lie under. */
  is(key: string | null): boolean {
    return key === KEY;
  }

  /** Of everybody on this phone, by their slots. */
  all(): Record<string, Left> {
    try {
      const found: unknown = JSON.parse(this.#shelf.getItem(KEY) ?? '{}');
      return typeof found === 'object' && found !== null ? (found as Record<string, Left>) : {};
    } catch {
      return {};
    }
  }

  /** In the place of what the tab of this page has left before; nothing takes that away. */
  leave(slot: string, tab: string, words: Unanswered[]): void {
    this.#any = words.length > 0;
    this.#put(slot, tab, words);
  }

  /** They are on the disk. */
  drop(slot: string, tab: string): void {
    this.#put(slot, tab, []);
  }

  #put(slot: string, tab: string, words: Unanswered[]): void {
    const all = this.all();
    const { [tab]: before, ...others } = all[slot] ?? {};
    if (!before && words.length === 0) return;
    const left = words.length > 0 ? { ...others, [tab]: words } : others;
    if (Object.keys(left).length > 0) all[slot] = left;
    else delete all[slot];
    try {
      if (Object.keys(all).length > 0) this.#shelf.setItem(KEY, JSON.stringify(all));
      else this.#shelf.removeItem(KEY);
    } catch {
      // Full: what was there before stays.
    }
  }

  forget(): void {
    this.#any = false;
    this.#shelf.removeItem(KEY);
  }
}
