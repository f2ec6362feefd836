import type { Effect } from '../between/contract';

/** Documents of which something is committed and on the way to the disk. */
export class Saving {
  readonly #writes = new Map<string, number>();

  begin(effects: Effect[]): void {
    for (const effect of effects) {
      if (effect.do !== 'append') continue;
      for (const { doc } of effect.docs) this.#writes.set(doc, (this.#writes.get(doc) ?? 0) + 1);
    }
  }

  end(doc: string): void {
    const left = (this.#writes.get(doc) ?? 1) - 1;
    if (left > 0) this.#writes.set(doc, left);
    else this.#writes.delete(doc);
  }

  forget(doc: string): void {
    this.#writes.delete(doc);
  }

  has(doc: string): boolean {
    return this.#writes.has(doc);
  }
}
