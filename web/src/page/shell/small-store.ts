import type { SmallStore } from '../../between/marker';

/** One for as long as the page is open. */
class Meanwhile implements SmallStore {
  readonly #kept = new Map<string, string>();

  getItem(key: string): string | null {
    return this.#kept.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.#kept.set(key, value);
  }
  removeItem(key: string): void {
    this.#kept.delete(key);
  }
}

/**
 * `localStorage`, or one in memory where the browser refuses it: nothing in it is worth not
 * starting for.
 */
function theStore(): SmallStore {
  try {
    const there = localStorage;
    const probe = 'paguyuban.probe';
    there.setItem(probe, '');
    there.removeItem(probe);
    return there;
  } catch {
    return new Meanwhile();
  }
}

export const smallStore = theStore();
