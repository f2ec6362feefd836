import type { Pulse } from '../../between/contract';

/** Until a worker that did not come, or died, is started again: at first soon, then less and less often. */
const AGAIN_MS = 2_000;
const AGAIN_MS_MAX = 60_000;
/** How often the worker is asked whether it lives. */
const BEAT_MS = 2_000;
/**
 * So many times without a word it hangs: that it has ended, its lock tells at once. One that works is not
 * ended in the middle of it, since the next would have all of that work before it again; on a slow phone
 * opening a large document takes long. A page that was frozen asks again before it counts.
 */
const BEATS_MISSED_MAX = 30;
/** After so many answers it has started well: if it dies later, another is started soon. */
const BEATS_WELL = 30;

/** Starts the worker, again and again if its script does not come, and another if it dies. */
export class WorkerStart {
  readonly #begin: (worker: Worker) => void;
  readonly #revived: () => void;
  #missing = $state(false);
  #again: ReturnType<typeof setTimeout> | undefined;
  #beat: ReturnType<typeof setInterval> | undefined;
  #tries = 0;
  #worker: Worker | null = null;

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
    const worker = new Worker(new URL('../../worker.ts', import.meta.url), { type: 'module' });
    let heard = false;
    let missed = 0;
    let answers = 0;
    worker.addEventListener('message', ({ data }: MessageEvent<Pulse>) => {
      if (data === 'died') return this.#died(worker);
      if (typeof data === 'string' && data.startsWith('life ')) this.#watch(worker, data.slice(5));
      if (data === 'alive' && (answers += 1) === BEATS_WELL) this.#tries = 0;
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
    this.#worker = worker;
    this.#begin(worker);
  }

  /** The lock is given to the page when its worker has ended. */
  #watch(worker: Worker, life: string): void {
    void navigator.locks.request(life, () => this.#died(worker));
  }

  #died(worker: Worker): void {
    // It has been given up already.
    if (this.#worker !== worker) return;
    this.#lost(worker);
    this.#revived();
  }

  #lost(worker: Worker): void {
    clearInterval(this.#beat);
    worker.terminate();
    this.#worker = null;
    this.#missing = true;
    const wait = Math.min(AGAIN_MS_MAX, AGAIN_MS * 2 ** this.#tries);
    this.#tries += 1;
    this.#again = setTimeout(() => this.start(), wait);
  }
}
