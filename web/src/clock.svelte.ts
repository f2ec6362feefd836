/** Times like "5 minutes ago" are kept true to within this. */
const BEAT_MS = 15_000;

/** The present, as the screen's relative times read it. */
class Clock {
  #nowMs = $state(Date.now());

  get nowMs(): number {
    return this.#nowMs;
  }

  start(): void {
    setInterval(() => this.tick(), BEAT_MS);
  }

  tick(): void {
    this.#nowMs = Date.now();
  }
}

export const clock = new Clock();
