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

/** What pages have left of everybody on this phone, by what it lies under, as it lies there. */
export type Left = Record<string, string>;

/** A key for the words of one worker's page, and the same key as only the person's vault opens it. */
export interface WordKey {
  raw: Uint8Array;
  lock: string;
}

/** How words are left: under whose slot, and sealed if they may not lie open. */
export interface Leaving {
  slot: string;
  seal: ((under: string, words: string) => string) | null;
}

const KEY = 'paguyuban.last ';

/** Whether something that a page has left lies under this. */
export function isLeft(key: string | null): boolean {
  return key?.startsWith(KEY) ?? false;
}

/** What the page of a tab leaves lies under this; `tab` is the name of its worker. */
export function leftUnder(slot: string, tab: string): string {
  return `${KEY}${slot} ${tab}`;
}

/** Whether words lie there as they were written, not sealed. */
export function isOpen(words: string): boolean {
  return words.startsWith('[');
}

/**
 * What pages leave when they go. It is written in the one store that takes something at once: a worker that is
 * busy ends with its page, and with it what it has not read.
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

  all(): Left {
    const keys = Object.keys(this.#shelf).filter(isLeft);
    return Object.fromEntries(keys.map((key) => [key, this.#shelf.getItem(key) ?? '']));
  }

  /** In the place of what the tab of this page has left before; nothing takes that away. */
  leave({ slot, seal }: Leaving, tab: string, words: Unanswered[]): void {
    this.#any = words.length > 0;
    if (!this.#any) return this.drop(slot, tab);
    const under = leftUnder(slot, tab);
    const text = JSON.stringify(words);
    try {
      this.#shelf.setItem(under, seal ? seal(under, text) : text);
    } catch {
      // Full: what was there before stays.
    }
  }

  /** They are on the disk. */
  drop(slot: string, tab: string): void {
    this.#shelf.removeItem(leftUnder(slot, tab));
  }

  /** Nothing of one person stays there; of the others what is sealed does, and what is open if it may. */
  forget(slot: string, open: boolean): void {
    for (const [key, words] of Object.entries(this.all()))
      if (key.startsWith(leftUnder(slot, '')) || (!open && isOpen(words)))
        this.#shelf.removeItem(key);
  }
}
