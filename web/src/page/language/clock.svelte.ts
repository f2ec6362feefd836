import { RelayClock } from '../../between/relay-clock';

/** Times like "5 minutes ago" are kept true to within this. */
const BEAT_MS = 15_000;

/** The present by the relay's clock, as all times on the screen are read. */
class Clock {
  readonly #relay = new RelayClock();
  #nowMs = $state(Date.now());

  get nowMs(): number {
    return this.#nowMs;
  }

  start(): void {
    setInterval(() => this.tick(), BEAT_MS);
  }

  /** By how much the relay's clock is ahead of this phone's. */
  relayIsAhead(ms: number): void {
    this.#relay.isAhead(ms);
    this.tick();
  }

  tick(): void {
    this.#nowMs = this.#relay.nowMs();
  }
}

export const clock = new Clock();
