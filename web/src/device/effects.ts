import type { AppendEffect, Effect, SendEffect } from '../between/contract';
import { DiskError } from './disk-error';

/** The most writes put into one transaction: a first sync brings hundreds, and each commit is a wait. */
const BATCH_MAX = 64;

export interface Doing {
  append(batch: AppendEffect[]): Promise<void>;
  stored(done: AppendEffect): void;
  /** The signature of these bytes by the device's key. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
  send(frame: Uint8Array): void;
  /** A signature could not be made, so the frame was not sent. */
  unsigned(error: unknown): void;
  show(doc: string): void;
  tell(what: string): void;
  hangUp(): void;
  /** The store failed; nothing further happens until {@link EffectLine.retry}. */
  failed(error: unknown): void;
}

/** A signature under way, or why there is none. */
type Signature = { bytes: Uint8Array } | { error: unknown };

/**
 * Does what the core asks, in its order: whatever follows an append happens after it is on the disk.
 *
 * Appends that wait are written together, ahead of the effects between them. That keeps the promise:
 * appends stay in order, everything else stays in order, and only the disk is earlier.
 *
 * What has to be signed is signed in its place, so the order of sends is that of the effects. At most
 * a batch of signatures is under way at once.
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

  /** Resolves when everything pushed so far is on the disk; fails if the store does not take it. */
  async settled(): Promise<void> {
    await this.idle();
    if (this.#halted) throw new DiskError('broken', new Error('the disk lacks what waits'));
  }

  /** Resolves when everything pushed so far is done, or when the store has failed. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /**
   * The link they were meant for is gone; what they carry is sent anew on the next one. A send whose
   * signature is under way is among them.
   */
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
      const signatures = new Map<Effect, Promise<Signature>>(
        batch.filter(isSigned).map((one) => [one, this.#sign(one.sign)]),
      );
      for (const one of batch) {
        const signature = await signatures.get(one);
        this.#waiting.shift();
        this.#do(one, signature);
      }
    }
  }

  #sign(bytes: Uint8Array): Promise<Signature> {
    return this.#doing.sign(bytes).then(
      (signature) => ({ bytes: signature }),
      (error: unknown) => ({ error }),
    );
  }

  #do(effect: Effect, signature: Signature | undefined): void {
    if (effect.do === 'append') this.#doing.stored(effect);
    else if (this.#forgotten.has(effect)) return;
    else if (effect.do === 'send') this.#send(effect.frame, signature);
    else if (effect.do === 'show') this.#doing.show(effect.doc);
    else if (effect.do === 'tell') this.#doing.tell(effect.what);
    else this.#doing.hangUp();
  }

  #send(frame: Uint8Array, signature: Signature | undefined): void {
    // Not signed, it would only be refused; it stays unsent and goes out on a later link.
    if (signature && 'error' in signature) return this.#doing.unsigned(signature.error);
    if (signature) frame.set(signature.bytes, frame.byteLength - signature.bytes.byteLength);
    this.#doing.send(frame);
  }
}

function isSigned(effect: Effect): effect is SendEffect & { sign: Uint8Array } {
  return effect.do === 'send' && effect.sign !== undefined;
}
