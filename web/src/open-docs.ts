import type { Client, Effect } from './contract';
import type { Disk } from './disk';

/** Documents kept open in the core. A log takes about 200 kB there; phones with 2 GB kill a tab at 300 MB. */
const OPEN_MAX = 60;

/** Opens documents from the disk when the core needs them and closes the longest unused. */
export class OpenDocs {
  readonly #disk: Disk;
  readonly #settled: () => Promise<void>;
  /** In the order of their last use. */
  readonly #used = new Map<string, 'clean' | 'dirty'>();

  constructor(disk: Disk, settled: () => Promise<void>) {
    this.#disk = disk;
    this.#settled = settled;
  }

  /** Opens `doc` if it is not open, and gives the effects of opening it. */
  async ensure(client: Client, doc: string): Promise<Effect[]> {
    if (client.isOpen(doc)) {
      this.#use(doc, this.#used.get(doc) ?? 'clean');
      return [];
    }
    // What the core has given out must be on the disk before the disk is read.
    await this.#settled();
    const { snapshot, chunks, keys, view } = await this.#disk.parts(doc);
    const effects = client.load(doc, snapshot, keys.join(' '), chunks, view);
    this.#use(doc, 'clean');
    this.#closeOldest(client);
    return effects;
  }

  /** The core opened it by itself, for something the relay sent. */
  noticed(client: Client, doc: string): void {
    if (this.#used.has(doc) || !client.isOpen(doc)) return;
    this.#use(doc, 'clean');
    this.#closeOldest(client);
  }

  /** Whether it is open in the core. */
  has(doc: string): boolean {
    return this.#used.has(doc);
  }

  /** While it holds keystrokes that are not committed yet it must stay open. */
  holds(doc: string, state: 'dirty' | 'clean'): void {
    this.#use(doc, state);
  }

  #use(doc: string, state: 'clean' | 'dirty'): void {
    this.#used.delete(doc);
    this.#used.set(doc, state);
  }

  #closeOldest(client: Client): void {
    for (const [doc, state] of this.#used) {
      if (this.#used.size <= OPEN_MAX) return;
      if (state === 'dirty') continue;
      client.close(doc);
      if (!client.isOpen(doc)) this.#used.delete(doc);
    }
  }
}
