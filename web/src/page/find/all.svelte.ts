import { untrack } from 'svelte';
import type { View } from '../../between/contract';
import { breath } from '../shell/paint';
import { calledOf, closeOf, itemsIn, villageItems, type Item } from './items';

/** So long the page does nothing else at a time; a letter that is typed meanwhile waits no longer. */
const SLICE_MS = 8;

/** Nothing else begins so soon after a page was loaded; who searches sooner waits as long as it takes. */
const EARLY_MS = 1_500;

/**
 * Reads what can be found while nobody waits for anything, in slices of an idle moment, so that it is
 * there when somebody searches. What was made of a document is kept as long as that does not change.
 */
export function readEarly(views: () => readonly View[]): void {
  if (!('requestIdleCallback' in window)) return;
  const all = () => views()[Symbol.iterator]();
  let left: Iterator<View> | null = null;
  const work = async (idle: IdleDeadline) => {
    left ??= all();
    let until = performance.now() + SLICE_MS;
    while (idle.timeRemaining() > 0) {
      const { value, done } = left.next();
      if (done) return;
      for (const item of itemsIn(value as View)) void [closeOf(item), calledOf(item)];
      if (performance.now() < until) continue;
      await breath();
      until = performance.now() + SLICE_MS;
    }
    requestIdleCallback(work);
  };
  setTimeout(() => requestIdleCallback(work), EARLY_MS);
}

/** Work on many things, cut into slices. Goes on only while `stands` says so; the first slice is done at once. */
export async function sliced<One>(
  all: Iterable<One>,
  work: (one: One) => void,
  stands: () => boolean,
): Promise<boolean> {
  let until = performance.now() + SLICE_MS;
  let done = 0;
  for (const one of all) {
    work(one);
    done += 1;
    if ((done & 15) !== 0 || performance.now() < until) continue;
    await breath();
    if (!stands()) return false;
    until = performance.now() + SLICE_MS;
  }
  return stands();
}

/**
 * Everything that can be found, the newest first. Made of the documents as they are: what was made of one is
 * kept as long as it does not change, and what is on this phone no more is not here either.
 */
export class Everything {
  #items = $state.raw<Item[]>([]);
  #ready = $state(false);
  #turn = 0;

  get items(): Item[] {
    return this.#items;
  }
  /** Whether all of it has been read once. */
  get ready(): boolean {
    return this.#ready;
  }

  /** To be called in an effect, with what is on the phone now. */
  read(views: readonly View[]): void {
    const turn = (this.#turn += 1);
    const items = villageItems();
    const current = new Set(views.map(({ doc }) => doc));
    // What is gone is gone at once, however long the rest takes.
    untrack(() => {
      if (this.#items.some(({ view }) => view && !current.has(view.doc)))
        this.#items = this.#items.filter(({ view }) => !view || current.has(view.doc));
    });
    const stands = () => turn === this.#turn;
    void sliced(views, (view) => items.push(...itemsIn(view)), stands).then((whole) => {
      if (!whole) return;
      this.#items = items.sort(newestFirst);
      this.#ready = true;
    });
  }
}

function newestFirst(a: Item, b: Item): number {
  if (a.archived !== b.archived) return a.archived ? 1 : -1;
  return a.date < b.date ? 1 : a.date > b.date ? -1 : 0;
}
