/** Two clocks of one machine do not drift apart by more between two looks, unless one was set. */
const SET_BACK_MS = 5_000;

/** The relay's clock, by what it said of it last and what this phone's clocks say since. */
export class RelayClock {
  #aheadMs = 0;
  #phoneMs = Date.now();
  #runningMs = performance.now();

  /** By how much it is ahead of this phone's, as the relay has just told. */
  isAhead(ms: number): void {
    this.nowMs();
    this.#aheadMs = ms;
  }

  nowMs(): number {
    const [phoneMs, runningMs] = [Date.now(), performance.now()];
    const lostMs = runningMs - this.#runningMs - (phoneMs - this.#phoneMs);
    // Somebody has set the phone's clock back; the relay's has gone on. Forwards it may have slept.
    if (lostMs > SET_BACK_MS) this.#aheadMs += lostMs;
    [this.#phoneMs, this.#runningMs] = [phoneMs, runningMs];
    return phoneMs + this.#aheadMs;
  }
}
