import type { Client, Effect } from '../between/contract';
import type { Disk } from './disk';
import type { EffectLine } from './effects';
import type { Saving } from './saving';

/** Documents kept open in the core. A log takes about 200 kB there; phones with 2 GB kill a tab at 300 MB. */
const OPEN_MAX = 60;

/** Opens documents from the disk when the core needs them and closes the longest unused. */
export class OpenDocs {
  readonly #disk: Pick<Disk, 'parts'>;
  readonly #line: Pick<EffectLine, 'settled'>;
  readonly #saving: Pick<Saving, 'has'>;
  /** In the order of their last use. */
  readonly #used = new Map<string, 'clean' | 'dirty'>();

  constructor(
    disk: Pick<Disk, 'parts'>,
    line: Pick<EffectLine, 'settled'>,
    saving: Pick<Saving, 'has'>,
  ) {
    this.#disk = disk;
    this.#line = line;
    this.#saving = saving;
  }

  /** Opens `doc` if it is not open, and gives the effects of opening it. */
  async ensure(client: Client, doc: string): Promise<Effect[]> {
    if (client.isOpen(doc)) {
      this.#use(doc, this.#used.get(doc) ?? 'clean');
      return [];
    }
    // Opened from a disk that lacks a change, the document would be without it, and make its number again.
    await this.#line.settled();
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
      if (state === 'dirty' || this.#saving.has(doc)) continue;
      client.close(doc);
      if (!client.isOpen(doc)) this.#used.delete(doc);
    }
  }
}
