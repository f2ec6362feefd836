type Pages = typeof import('./pages');

/** The pages of the lock, fetched when one of them is first shown. */
class Later {
  #pages = $state.raw<Pages | null>(null);
  #failed = $state(false);
  #asked = false;

  /** Null while they are on their way. */
  get pages(): Pages | null {
    return this.#pages;
  }
  /** They could not be fetched: no network, and the shell is not kept on this phone yet. */
  get failed(): boolean {
    return this.#failed;
  }

  /** To be called where one of them is about to be shown. */
  fetch(): void {
    if (this.#asked) return;
    this.#asked = true;
    import('./pages').then(
      (pages) => (this.#pages = pages),
      () => (this.#failed = true),
    );
  }
}

export const later = new Later();
