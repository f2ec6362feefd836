import type { Gone, View } from '../../between/contract';
import { titleOf } from '../language/titles';

/** Documents that left this phone, or have to, until the person has been told. */
export class GoneDocs {
  #untold = $state.raw<Gone[]>([]);
  /** What they were called, since nothing of them is here any more. */
  readonly #titles = new Map<string, string>();

  get untold(): Gone[] {
    return this.#untold;
  }

  /** It is about to be forgotten. */
  forget(view: View | undefined): void {
    if (view) this.#titles.set(view.doc, titleOf(view));
  }

  add(gone: Gone): void {
    this.#untold = [...this.#untold, gone];
  }

  told(gone: Gone): void {
    this.#untold = this.#untold.filter((other) => other !== gone);
  }

  titleOf(doc: string, view: View | undefined): string | undefined {
    return this.#titles.get(doc) ?? (view && titleOf(view));
  }
}
