import type { Asking } from './asking';
import type { Hex, Value } from '../../between/contract';
import type { History, Steps } from '../../between/history';

/** How documents became what they are, and the last steps back: asked of the worker. */
export class AskedPast {
  readonly #asking: Asking;
  readonly #commit: () => Promise<unknown>;

  constructor(asking: Asking, commit: () => Promise<unknown>) {
    this.#asking = asking;
    this.#commit = commit;
  }

  page(doc: string, path: string | null, before: Hex | null): Promise<History> {
    return this.#asking.call('past', doc, path, before);
  }

  stood(doc: string, path: string, heads: Hex[]): Promise<Value | null> {
    return this.#asking.call('stood', doc, path, heads);
  }

  /** What is typed in a field is the last step. */
  async step(doc: string, back: boolean, day: string): Promise<Steps> {
    await this.#commit();
    return this.#asking.call('step', doc, back, day);
  }

  steps(doc: string): Promise<Steps> {
    return this.#asking.call('steps', doc);
  }
}
