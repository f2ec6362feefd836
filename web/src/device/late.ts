/** What stands in `seldom.ts`; it is kept offline once the page is, and until then it comes from the relay. */
export const seldom = () =>
  import('./seldom').catch((error: unknown) => {
    console.error(error);
    throw { code: 'offline' };
  });

/** What is fetched behind the first screen, when it is first asked for. */
export class Late<T> {
  readonly #load: () => Promise<T>;
  #coming: Promise<T> | null = null;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** Does something with it, in the order in which it was asked. */
  async with<R>(work: (it: T) => R | Promise<R>): Promise<R> {
    this.#coming ??= this.#load().catch((error: unknown) => {
      this.#coming = null;
      throw error;
    });
    return work(await this.#coming);
  }

  /** The same where nobody waits for it. */
  tell(work: (it: T) => unknown): void {
    void this.with(work).catch((error: unknown) => console.error(error));
  }
}
