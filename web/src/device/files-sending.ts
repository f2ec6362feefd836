import type { Hex } from '../between/contract';
import type { FileHere } from '../between/files';
import { Backoff } from './backoff';
import type { FileDoor, Have } from './file-door';

/** What passes in half a second at 64 kbit/s: so long a word waits at most behind a piece. */
const PIECE_BYTES_MIN = 4 * 1024;
/** The most that the relay takes at once. */
const PIECE_BYTES_MAX = 64 * 1024;
/** A piece that was answered within this time can be twice as long, one that took twice as long half. */
const PIECE_MS = 500;
/** After these nothing is to be had by trying again, as long as nothing else changes. */
const REFUSES = new Set(['not_named', 'too_large', 'files_full', 'not_what_it_says']);

export interface SendingNeeds {
  /** The files that may be sent, the oldest first; their documents are at the relay, with their names. */
  next(refused: (doc: string, hash: Hex) => boolean): Promise<FileHere | null>;
  bytes(doc: string, hash: Hex): Promise<Uint8Array | null>;
  /** This tab speaks, the link stands, and no word waits. */
  may(): boolean;
  arrived(doc: string, hash: Hex): Promise<void>;
  /** How far one is, or why it is not taken, has changed. */
  moved(): void;
}

/**
 * Sends files to the relay: after all words, one at a time, in pieces. What was cut goes on where the relay
 * is, and a piece under way gives way to a word.
 */
export class FilesSending {
  readonly #door: FileDoor;
  readonly #needs: SendingNeeds;
  readonly #backoff = new Backoff();
  readonly #refused = new Map<string, string>();
  readonly #sent = new Map<string, number>();
  #pieceBytes = PIECE_BYTES_MIN;
  #running: Promise<void> | null = null;
  /** Somebody has nudged while one was on its way. */
  #nudged = false;
  #cut = new AbortController();
  #pausing: ReturnType<typeof setTimeout> | undefined;

  constructor(door: FileDoor, needs: SendingNeeds) {
    this.#door = door;
    this.#needs = needs;
  }

  /** How much of a file the relay has, when last heard. */
  sent(doc: string, hash: Hex): number {
    return this.#sent.get(keyOf(doc, hash)) ?? 0;
  }

  /** Why the relay does not take it, if it does not. */
  refused(doc: string, hash: Hex): string | null {
    return this.#refused.get(keyOf(doc, hash)) ?? null;
  }

  /** Something may have become possible. */
  nudge(): void {
    if (!this.#needs.may()) return this.giveWay();
    this.#nudged = this.#running !== null;
    if (this.#running || this.#pausing !== undefined) return;
    this.#cut = new AbortController();
    this.#running = this.#work().finally(() => {
      this.#running = null;
      if (this.#nudged) this.nudge();
    });
  }

  /** There is a link again: what was given up is tried now. */
  linked(): void {
    this.#goOn();
    this.nudge();
  }

  /** What is on its way stops: words want to go, or there is no link. */
  giveWay(): void {
    this.#cut.abort();
  }

  /** A document has changed, or somebody asks: what was refused is tried again. */
  again(doc?: string): void {
    for (const key of this.#refused.keys())
      if (doc === undefined || key.startsWith(`${doc} `)) this.#refused.delete(key);
    if (doc === undefined) this.#goOn();
    this.nudge();
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #work(): Promise<void> {
    const refused = (doc: string, hash: Hex) => this.refused(doc, hash) !== null;
    const { signal } = this.#cut;
    try {
      while (this.#needs.may() && !signal.aborted) {
        const file = await this.#needs.next(refused);
        if (!file) return;
        await this.#send(file, signal);
      }
    } catch (error) {
      if (!signal.aborted) this.#later(error);
    }
  }

  /** One file, from where the relay is. */
  async #send({ doc, hash, bytes: size }: FileHere, cut: AbortSignal): Promise<void> {
    const bytes = await this.#needs.bytes(doc, hash);
    try {
      if (bytes?.byteLength !== size) throw { code: 'not_what_it_says' };
      let { have, whole } = await this.#give(doc, hash, 0, new Uint8Array(), cut);
      while (!whole) {
        if (cut.aborted) throw { code: 'offline' };
        const piece = bytes.subarray(have, have + this.#pieceBytes);
        ({ have, whole } = await this.#give(doc, hash, have, piece, cut));
      }
    } catch (error) {
      const code = (error as { code?: unknown } | null)?.code;
      if (typeof code !== 'string' || !REFUSES.has(code)) throw error;
      this.#refused.set(keyOf(doc, hash), code);
      this.#needs.moved();
      return;
    }
    this.#sent.delete(keyOf(doc, hash));
    await this.#needs.arrived(doc, hash);
    this.#needs.moved();
  }

  async #give(
    doc: string,
    hash: Hex,
    at: number,
    piece: Uint8Array,
    cut: AbortSignal,
  ): Promise<Have> {
    const begunMs = performance.now();
    const answer = await this.#door.give(doc, hash, at, piece, cut);
    if (piece.byteLength > 0) this.#learnSpeed(piece.byteLength, performance.now() - begunMs);
    // A relay that takes nothing of what it asked for would be asked for ever.
    if (piece.byteLength > 0 && !answer.whole && answer.have === at) throw { code: 'busy' };
    if (answer.have > at) this.#backoff.succeeded();
    this.#sent.set(keyOf(doc, hash), answer.have);
    this.#needs.moved();
    return answer;
  }

  #learnSpeed(bytes: number, ms: number): void {
    const twice = ms < PIECE_MS && bytes === this.#pieceBytes;
    const half = ms > PIECE_MS * 2;
    const next = this.#pieceBytes * (twice ? 2 : half ? 0.5 : 1);
    this.#pieceBytes = Math.min(PIECE_BYTES_MAX, Math.max(PIECE_BYTES_MIN, next));
  }

  #later(error: unknown): void {
    const code = (error as { code?: unknown } | null)?.code;
    if (typeof code !== 'string') console.error(error);
    this.#pausing = setTimeout(() => this.linked(), this.#backoff.failed());
  }

  #goOn(): void {
    clearTimeout(this.#pausing);
    this.#pausing = undefined;
  }
}

function keyOf(doc: string, hash: Hex): string {
  return `${doc} ${hash}`;
}
