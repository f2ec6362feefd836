/** Rows that fill the first screen. */
const FIRST_ROWS = 10;
/** Rows added per step, few enough that a slow phone still answers a tap in between. */
const STEP_ROWS = 40;

/** Lets a long list appear at once with its first rows, and the rest while nobody waits for it. */
export class Gradual {
  #rows = $state(FIRST_ROWS);

  constructor(length: () => number) {
    $effect(() => {
      if (this.#rows >= length()) return;
      const timer = setTimeout(() => (this.#rows += STEP_ROWS), 30);
      return () => clearTimeout(timer);
    });
  }

  get rows(): number {
    return this.#rows;
  }
}
