import type { Effect } from '../between/contract';
import type { Tell } from './tell';

/**
 * Documents of which less can be read than before: damage on the disk. Until something new is stored of
 * one, disk and screen keep the view that they have, which is more than what has opened.
 */
export class Less {
  readonly #docs = new Set<string>();

  has(doc: string): boolean {
    return this.#docs.has(doc);
  }

  /** What opening a document asks for, without the lesser views. */
  sparing(effects: Effect[]): Effect[] {
    for (const effect of effects) {
      const tell = effect.do === 'tell' ? (JSON.parse(effect.what) as Tell) : null;
      if (tell?.event === 'damaged') this.#docs.add(tell.doc);
    }
    if (this.#docs.size === 0) return effects;
    return effects
      .filter((effect) => effect.do !== 'show' || !this.#docs.has(effect.doc))
      .map((effect) => {
        if (effect.do !== 'append') return effect;
        const docs = effect.docs.map((record) => {
          if (!this.#docs.has(record.doc)) return record;
          const { view: _less, ...rest } = record;
          return rest;
        });
        return { ...effect, docs };
      });
  }

  /** A view was stored after that: it has all that is to be had. */
  stored(doc: string, view: string | undefined): void {
    if (view !== undefined) this.#docs.delete(doc);
  }
}
