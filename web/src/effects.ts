import type { AppendEffect, Effect } from './contract';

/** The most writes put into one transaction: a first sync brings hundreds, and each commit is a wait. */
const BATCH_MAX = 64;

export interface Doing {
  append(batch: AppendEffect[]): Promise<void>;
  stored(done: AppendEffect): void;
  send(frame: Uint8Array): void;
  show(doc: string): void;
  tell(what: string): void;
  hangUp(): void;
  /** The store failed; nothing further happens until {@link EffectLine.retry}. */
  failed(error: unknown): void;
}

/**
 * Does what the core asks, in its order: whatever follows an append happens after it is on the disk.
 *
 * Appends that wait are written together, ahead of the effects between them. That keeps the promise:
 * appends stay in order, everything else stays in order, and only the disk is earlier.
 */
export class EffectLine {
  #waiting: Effect[] = [];
  readonly #forgotten = new WeakSet<Effect>();
  #running: Promise<void> | null = null;
  #halted = false;
  readonly #doing: Doing;

  constructor(doing: Doing) {
    this.#doing = doing;
  }

  get halted(): boolean {
    return this.#halted;
  }

  push(effects: Effect[]): void {
    this.#waiting.push(...effects);
    this.#start();
  }

  /** Resolves when everything pushed so far is done, or when the store has failed. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /** The link they were meant for is gone; what they carry is sent anew on the next one. */
  forgetSends(): void {
    for (const effect of this.#waiting) if (effect.do === 'send') this.#forgotten.add(effect);
  }

  /** Takes up the work where the store failed. */
  retry(): void {
    this.#halted = false;
    this.#start();
  }

  #start(): void {
    if (this.#running || this.#halted || this.#waiting.length === 0) return;
    this.#running = this.#work().finally(() => {
      this.#running = null;
      this.#start();
    });
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, BATCH_MAX);
      const appends = batch.filter((one) => one.do === 'append');
      try {
        if (appends.length > 0) await this.#doing.append(appends);
      } catch (error) {
        this.#halted = true;
        this.#doing.failed(error);
        return;
      }
      this.#waiting.splice(0, batch.length);
      for (const one of batch) this.#do(one);
    }
  }

  #do(effect: Effect): void {
    if (effect.do === 'append') this.#doing.stored(effect);
    else if (this.#forgotten.has(effect)) return;
    else if (effect.do === 'send') this.#doing.send(effect.frame);
    else if (effect.do === 'show') this.#doing.show(effect.doc);
    else if (effect.do === 'tell') this.#doing.tell(effect.what);
    else this.#doing.hangUp();
  }
}
