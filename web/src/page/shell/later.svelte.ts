/** Pages that are fetched in one piece when one of them is first shown. */
export class Later<Pages> {
  readonly #load: () => Promise<Pages>;
  #pages = $state.raw<Pages | null>(null);
  #failed = $state(false);
  #asked = false;

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

  /** To be called where one of them is about to be shown; what failed is tried again each time. */
  fetch(): void {
    if (this.#asked) return;
    this.#asked = true;
    this.#load().then(
      (pages) => {
        this.#pages = pages;
        this.#failed = false;
      },
      (error: unknown) => {
        console.error(error);
        this.#asked = false;
        this.#failed = true;
        addEventListener('online', () => this.fetch(), { once: true });
      },
    );
  }

  /** The person asks for them once more. */
  again(): void {
    this.#failed = false;
    this.fetch();
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
