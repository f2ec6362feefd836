/** Times like "5 minutes ago" are kept true to within this. */
const BEAT_MS = 15_000;
/** Two clocks of one phone do not differ by more between two beats, unless one was set. */
const SET_BACK_MS = 5_000;

/** The present by the relay's clock, as all times on the screen are read. */
class Clock {
  #aheadMs = 0;
  #phoneMs = Date.now();
  #runningMs = performance.now();
  #nowMs = $state(Date.now());

  get nowMs(): number {
    return this.#nowMs;
  }

  start(): void {
    setInterval(() => this.tick(), BEAT_MS);
  }

  /** By how much the relay's clock is ahead of this phone's. */
  relayIsAhead(ms: number): void {
    this.#aheadMs = ms;
    this.tick();
  }

  tick(): void {
    const [phoneMs, runningMs] = [Date.now(), performance.now()];
    const lostMs = runningMs - this.#runningMs - (phoneMs - this.#phoneMs);
    // Somebody has set the phone's clock back: the relay's has gone on.
    if (lostMs > SET_BACK_MS) this.#aheadMs += lostMs;
    [this.#phoneMs, this.#runningMs] = [phoneMs, runningMs];
    this.#nowMs = phoneMs + this.#aheadMs;
  }
}

export const clock = new Clock();
