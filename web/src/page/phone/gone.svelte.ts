import type { Gone, View } from '../../between/contract';
import { titleOf } from '../language/titles';

/** Documents that left this phone, or have to, until the person has been told. */
export class GoneDocs {
  #untold = $state.raw<Gone[]>([]);
  /** What they were called, since nothing of them is here any more. */
  readonly #titles = new Map<string, string>();
  /** Erased by the person who would be told, on the page that shows it. */
  readonly #own = new Set<string>();

  get untold(): Gone[] {
    return this.#untold;
  }

  /** It is about to be forgotten. */
  forget(view: View | undefined): void {
    if (view) this.#titles.set(view.doc, titleOf(view));
  }

  /** Does away with a document; what is done by oneself is no news. */
  async erasing(doc: string, erase: () => Promise<unknown>): Promise<void> {
    this.#own.add(doc);
    try {
      await erase();
    } catch (failure) {
      this.#own.delete(doc);
      throw failure;
    }
  }

  add(gone: Gone): void {
    if (this.#own.delete(gone.doc) && gone.unsent === 0) return;
    this.#untold = [...this.#untold, gone];
  }

  told(gone: Gone): void {
    this.#untold = this.#untold.filter((other) => other !== gone);
  }

  titleOf(doc: string, view: View | undefined): string | undefined {
    return this.#titles.get(doc) ?? (view && titleOf(view));
  }
}
