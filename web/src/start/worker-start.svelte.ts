import type { Pulse } from '../contract';

/** Until a worker that did not come, or died, is started again: at first soon, then less and less often. */
const AGAIN_MS = 2_000;
const AGAIN_MS_MAX = 60_000;
/** How often the worker is asked whether it lives. */
const BEAT_MS = 2_000;
/**
 * So many times without a word. On a slow phone opening a large document takes seconds; and a page that was
 * frozen asks again before it counts, since it counts what it has asked and not the time.
 */
const BEATS_MISSED_MAX = 5;

/** Starts the worker, again and again if its script does not come, and another if it dies. */
export class WorkerStart {
  readonly #begin: (worker: Worker) => void;
  readonly #revived: () => void;
  #missing = $state(false);
  #again: ReturnType<typeof setTimeout> | undefined;
  #beat: ReturnType<typeof setInterval> | undefined;
  #tries = 0;

  /** `revived` is called when a worker has taken the place of one that died. */
  constructor(begin: (worker: Worker) => void, revived: () => void) {
    this.#begin = begin;
    this.#revived = revived;
  }

  /** It did not come. Nothing is written or read until it does. */
  get missing(): boolean {
    return this.#missing;
  }

  start(): void {
    clearTimeout(this.#again);
    const worker = new Worker(new URL('../worker.ts', import.meta.url), { type: 'module' });
    let heard = false;
    let missed = 0;
    worker.addEventListener('message', ({ data }: MessageEvent<Pulse>) => {
      if (data === 'died') return this.#died(worker);
      heard = true;
      missed = 0;
      this.#missing = false;
    });
    // Of a worker that runs, this is an error that nobody caught, and it goes on.
    worker.addEventListener('error', () => {
      if (!heard) this.#lost(worker);
    });
    this.#beat = setInterval(() => {
      if (!heard) return;
      if (missed >= BEATS_MISSED_MAX) return this.#died(worker);
      missed += 1;
      worker.postMessage('alive?' satisfies Pulse);
    }, BEAT_MS);
    this.#begin(worker);
  }

  #died(worker: Worker): void {
    this.#lost(worker);
    this.#revived();
  }

  #lost(worker: Worker): void {
    clearInterval(this.#beat);
    worker.terminate();
    this.#missing = true;
    const wait = Math.min(AGAIN_MS_MAX, AGAIN_MS * 2 ** this.#tries);
    this.#tries += 1;
    this.#again = setTimeout(() => this.start(), wait);
  }
}
