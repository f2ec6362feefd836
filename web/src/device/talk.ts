import type { Client, Effect, LinkStatus } from '../between/contract';
import { DiskError } from './disk-error';
import type { EffectLine } from './effects';
import type { Lane } from './lane';
import type { LinkHost } from './link';
import { lookForTrap } from './trap';

/** Frames taken in together: what a day of an office makes. */
const FRAMES_AT_ONCE_MAX = 256;
/** Documents they may be about, fewer than `open-docs.ts` keeps open. */
const DOCS_AT_ONCE_MAX = 48;

export interface TalkNeeds {
  load(doc: string): Promise<void>;
  do(effects: Effect[]): void;
  /** The document the person has open. */
  here(): string | null;
  status(status: LinkStatus): void;
  renew(): Promise<void>;
  /** The relay does not let this device in. Whether to try once more. */
  shutOut(): boolean;
  /** The core could not go on with this link. */
  failed(): void;
}

/** The core's side of a link: what to say first, what to do with its frames. */
export class Talk implements LinkHost {
  readonly #client: Client;
  readonly #lane: Lane;
  readonly #line: EffectLine;
  readonly #needs: TalkNeeds;
  #arrived: Uint8Array[] = [];
  /** On this link. */
  readonly #unopened = new Set<string>();

  constructor(client: Client, lane: Lane, line: EffectLine, needs: TalkNeeds) {
    this.#client = client;
    this.#lane = lane;
    this.#line = line;
    this.#needs = needs;
  }

  renew(): Promise<void> {
    return this.#needs.renew();
  }

  shutOut(): boolean {
    return this.#needs.shutOut();
  }

  async opened(room?: number): Promise<void> {
    await this.#lane.run(async () => {
      this.#needs.do(this.#client.connect(room));
      const here = this.#needs.here();
      if (here !== null) this.#needs.do(this.#client.presence(here));
      await this.sendOn();
      // What is answered on the way is for the next exchange.
      if (room !== undefined) this.#client.complete();
    });
    await this.#line.idle();
  }

  /** Brings what is unsent into memory, a portion at a time, and sends it, until enough is under way. */
  async sendOn(): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      const next = this.#client.nextToSend();
      const docs = next.filter((doc) => !this.#unopened.has(doc) && !tried.has(doc));
      for (const doc of docs) {
        tried.add(doc);
        await this.#tryToLoad(doc);
      }
      this.#needs.do(this.#client.sendOn());
      if (docs.length === 0) return;
    }
  }

  /** One document that does not open keeps no other from being sent. */
  async #tryToLoad(doc: string): Promise<void> {
    try {
      await this.#needs.load(doc);
    } catch (error) {
      if (error instanceof DiskError) throw error;
      console.error(error);
      lookForTrap(error);
      this.#unopened.add(doc);
    }
  }

  hasMore(): boolean {
    return this.#client.hasMoreToSend();
  }

  async frames(bytes: Uint8Array[]): Promise<void> {
    this.#arrived.push(...bytes);
    await this.#lane.run(() => this.#takeIn());
    await this.#line.idle();
  }

  /** Takes in what has arrived by now: many frames cost little more than one. */
  async #takeIn(): Promise<void> {
    try {
      while (this.#arrived.length > 0) {
        const { frames, docs } = this.#next();
        this.#arrived.splice(0, frames.length);
        for (const doc of docs) await this.#needs.load(doc);
        this.#needs.do(this.#client.receive(frames, Date.now()));
        await this.sendOn();
      }
    } catch (error) {
      console.error(error);
      lookForTrap(error);
      this.#needs.failed();
    }
  }

  /** The first frames that have arrived, about no more documents than can be open at once. */
  #next(): { frames: Uint8Array[]; docs: string[] } {
    let frames = this.#arrived.slice(0, FRAMES_AT_ONCE_MAX);
    for (;;) {
      const docs = this.#client.needs(frames);
      if (docs.length <= DOCS_AT_ONCE_MAX || frames.length === 1) return { frames, docs };
      frames = frames.slice(0, Math.ceil(frames.length / 2));
    }
  }

  async closed(): Promise<void> {
    await this.#lane.run(() => {
      this.#arrived = [];
      this.#unopened.clear();
      this.#client.disconnect();
      this.#line.forgetSends();
    });
  }

  status(status: LinkStatus): void {
    this.#needs.status(status);
  }
}
