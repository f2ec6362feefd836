import { w } from '../language/first-words.svelte';
import { loadAnew } from './load-anew';

/** Pages that are fetched in one piece when one of them is first shown. */
export class Later<Pages> {
  readonly #load: () => Promise<Pages>;
  #pages = $state.raw<Pages | null>(null);
  #failed = $state(false);
  #coming: Promise<Pages> | null = null;

  constructor(load: () => Promise<Pages>) {
    this.#load = load;
  }

  /** Null while they are on their way. */
  get pages(): Pages | null {
    return this.#pages;
  }
  /** They could not be fetched: no network, and the shell is not kept on this phone yet. */
  get failed(): boolean {
    return this.#failed;
  }

  /** What to say then. */
  get missing(): string {
    return w().arrive.partMissing;
  }

  /** To be called where one of them is about to be shown; what failed is tried again each time. */
  fetch(): void {
    this.come().catch(() => undefined);
  }

  /** They, as soon as they are there; fails if they do not come. */
  come(): Promise<Pages> {
    this.#coming ??= this.#load().then(
      (pages) => {
        this.#pages = pages;
        this.#failed = false;
        return pages;
      },
      (error: unknown) => {
        console.error(error);
        this.#coming = null;
        this.#failed = true;
        addEventListener('online', () => this.fetch(), { once: true });
        throw error;
      },
    );
    return this.#coming;
  }

  /**
   * The person asks for them once more. What came damaged, browsers remember as long as a page lives; then
   * the page is loaded anew, if it is there to be loaded: what was typed is kept.
   */
  again(): void {
    this.#failed = false;
    this.come().catch(async () => {
      const page = await fetch('/', { cache: 'no-store' }).catch(() => undefined);
      if (page?.ok) await loadAnew();
    });
  }
}

/**
 * What a phone does without until somebody wants it: it is fetched at first use, and is there without a
 * signal from then on. It stands in a `wanted.ts`; `Wanted.svelte` shows it within a page, `Part.svelte` as one,
 * and `withWanted` does something with it.
 */
export class Wanted<Part> extends Later<Part> {
  override get missing(): string {
    return w().arrive.wantedMissing;
  }
}

const early: Later<unknown>[] = [];

/** Pages that are fetched right after the first paint: in one piece, if the file they are in is `soon.ts`. */
export function soon<Pages>(load: () => Promise<Pages>): Later<Pages> {
  const pages = new Later(load);
  early.push(pages);
  return pages;
}

export function fetchSoon(): void {
  for (const pages of early) pages.fetch();
}
