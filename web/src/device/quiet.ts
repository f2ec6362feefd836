import type { Lane } from './lane';

/** So long nothing may have happened. */
export const QUIET_MS = 1_000;
/** Whoever never pauses is not waited for longer. */
export const QUIET_AT_LAST_MS = 20_000;

/** Does something once, in the lane, when it has become quiet after something happened. */
export class Quiet {
  readonly #then: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since = 0;

  constructor(lane: Pick<Lane, 'run'>, then: () => void) {
    this.#then = () => void lane.run(then);
  }

  /** Something happened. */
  stir(now = performance.now()): void {
    if (this.#timer === undefined) this.#since = now;
    clearTimeout(this.#timer);
    const left = this.#since + QUIET_AT_LAST_MS - now;
    this.#timer = setTimeout(() => this.#end(), Math.max(0, Math.min(QUIET_MS, left)));
  }

  #end(): void {
    this.#timer = undefined;
    this.#then();
  }
}
