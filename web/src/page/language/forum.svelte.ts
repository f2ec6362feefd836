import type { Fields } from '../../between/contract';
import { keysOf, registersOf, textOf } from '../../plain/fields';

/** The name of the one document with the forum's settings. */
export const SETTINGS = 'settings';

const ZONES: Record<string, string> = { wita: 'Asia/Makassar', wit: 'Asia/Jayapura' };
const COLLATOR = new Intl.Collator('id', { numeric: true });

/** Keys as people ordered them; those that nobody moved follow as they come. */
function ordered(keys: string[], place: (key: string) => string): string[] {
  const moved = keys.filter((key) => place(key) !== '');
  moved.sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
  return [...moved, ...keys.filter((key) => place(key) === '')];
}

/** What the forum calls itself, its villages and its words: the only place that reads its settings. */
class Forum {
  #read = $state.raw<() => Fields | undefined>(() => undefined);
  readonly fields = $derived(this.#read());
  readonly #villages = $derived(registersOf(this.fields, 'villages'));
  readonly #labels = $derived(registersOf(this.fields, 'labels'));
  readonly #order = $derived(registersOf(this.fields, 'order'));
  readonly #retired = $derived(new Set(keysOf(this.fields, 'retired')));
  /** Code and name of those that can be chosen, by name. */
  readonly villages: [code: string, name: string][] = $derived.by(() => {
    const retired = new Set(keysOf(this.fields, 'retired_villages'));
    return Object.entries(this.#villages)
      .map(([code, name]): [string, string] => [code, String(name)])
      .filter(([code]) => !retired.has(code))
      .sort((a, b) => COLLATOR.compare(a[1], b[1]));
  });

  follow(read: () => Fields | undefined): void {
    this.#read = read;
  }

  get name(): string {
    return textOf(this.fields, 'name');
  }

  /** What stands at the head of paper, from the top. */
  get letterhead(): string[] {
    const lines = this.fields?.['letterhead'];
    const below = typeof lines === 'object' && !Array.isArray(lines) ? lines : undefined;
    return [1, 2, 3, 4].map((n) => textOf(below, `line_${n}`)).filter((line) => line !== '');
  }

  /** A picture beside the letterhead; empty if there is none. */
  get logo(): string {
    return textOf(this.fields, 'logo');
  }

  /** After how many days without an entry a village counts as silent; 0 if the forum has not said. */
  get silentDays(): number {
    return Number(textOf(this.fields, 'silent_days')) || 0;
  }

  get zone(): string {
    return ZONES[textOf(this.fields, 'time_zone')] ?? 'Asia/Jakarta';
  }

  /** A code that has no name here is shown as it is. */
  villageName(code: string): string {
    return textOf(this.#villages, code) || code;
  }

  /** What the forum itself calls a word, if it does. */
  label(vocabulary: string, word: string): string {
    return textOf(this.#labels, `${vocabulary}:${word}`);
  }

  isRetired(vocabulary: string, word: string): boolean {
    return this.#retired.has(`${vocabulary}:${word}`);
  }

  /** Every word of a vocabulary in the forum's order: those it has by default, and the forum's own. */
  words(vocabulary: string, defaults: string[]): string[] {
    const prefix = `${vocabulary}:`;
    const own = Object.keys(this.#labels)
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
    const all = [...new Set([...defaults, ...own])];
    return ordered(all, (word) => textOf(this.#order, prefix + word));
  }
}

export const forum = new Forum();
