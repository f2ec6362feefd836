/** The first pause; a relay that only restarts is back by then. */
const FIRST_MS = 1_000;
/** The longest pause: a phone in the village tries once in two minutes, which costs next to nothing. */
const LONGEST_MS = 120_000;

/** Growing pauses with jitter, so that phones that lost the relay together do not return together. */
export class Backoff {
  #failures = 0;
  readonly #random: () => number;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  get failures(): number {
    return this.#failures;
  }

  /** Notes a failure and gives the pause after it in milliseconds: half fixed, half drawn. */
  failed(): number {
    const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(this.#failures, 10));
    this.#failures += 1;
    return Math.round(ceiling / 2 + (ceiling / 2) * this.#random());
  }

  succeeded(): void {
    this.#failures = 0;
  }
}
