/** Until a worker that did not come is asked for again: at first soon, then less and less often. */
const AGAIN_MS = 2_000;
const AGAIN_MS_MAX = 60_000;

/** Starts the worker, again and again if its script does not come. */
export class WorkerStart {
  readonly #begin: (worker: Worker) => void;
  #missing = $state(false);
  #again: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;

  constructor(begin: (worker: Worker) => void) {
    this.#begin = begin;
  }

  /** It did not come. Nothing is written or read until it does. */
  get missing(): boolean {
    return this.#missing;
  }

  start(): void {
    clearTimeout(this.#again);
    const worker = new Worker(new URL('../worker.ts', import.meta.url), { type: 'module' });
    let heard = false;
    worker.addEventListener('message', () => {
      heard = true;
      this.#missing = false;
      this.#tries = 0;
    });
    // Of a worker that runs, this is an error that nobody caught, and it goes on.
    worker.addEventListener('error', () => {
      if (!heard) this.#lost(worker);
    });
    this.#begin(worker);
  }

  #lost(worker: Worker): void {
    worker.terminate();
    this.#missing = true;
    const wait = Math.min(AGAIN_MS_MAX, AGAIN_MS * 2 ** this.#tries);
    this.#tries += 1;
    this.#again = setTimeout(() => this.start(), wait);
  }
}
