import type { Client, Effect, LinkStatus } from './contract';
import type { EffectLine } from './effects';
import type { Lane } from './lane';
import type { LinkHost } from './link';

export interface TalkNeeds {
  load(doc: string): Promise<void>;
  do(effects: Effect[]): void;
  /** The document the person has open. */
  here(): string | null;
  status(status: LinkStatus): void;
  /** The core could not go on with this link. */
  failed(): void;
}

/** The core's side of a link: what to say first, what to do with each frame. */
export class Talk implements LinkHost {
  readonly #client: Client;
  readonly #lane: Lane;
  readonly #line: EffectLine;
  readonly #needs: TalkNeeds;

  constructor(client: Client, lane: Lane, line: EffectLine, needs: TalkNeeds) {
    this.#client = client;
    this.#lane = lane;
    this.#line = line;
    this.#needs = needs;
  }

  async opened(): Promise<void> {
    await this.#lane.run(async () => {
      for (const doc of this.#client.needsToConnect()) await this.#needs.load(doc);
      this.#needs.do(this.#client.connect());
      const here = this.#needs.here();
      if (here !== null) this.#needs.do(this.#client.presence(here));
    });
    await this.#line.idle();
  }

  async frame(bytes: Uint8Array): Promise<void> {
    await this.#lane.run(async () => {
      try {
        for (const doc of this.#client.needs(bytes)) await this.#needs.load(doc);
        this.#needs.do(this.#client.receive(bytes, Date.now()));
      } catch (error) {
        console.error(error);
        this.#needs.failed();
      }
    });
    await this.#line.idle();
  }

  async closed(): Promise<void> {
    await this.#lane.run(() => {
      this.#client.disconnect();
      this.#line.forgetSends();
    });
  }

  status(status: LinkStatus): void {
    this.#needs.status(status);
  }
}
