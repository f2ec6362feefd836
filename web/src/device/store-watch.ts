import type { News } from '../between/contract';
import type { Disk } from './disk';
import { DiskError } from './disk-error';
import type { EffectLine } from './effects';

/** How often the store is asked to take a mark and give it back. */
const WATCHDOG_MS = 60_000;

export interface StoreWatchNeeds {
  post(news: News): void;
  /** The store has failed in the middle of work, and that work waits. */
  halted(): boolean;
  /** Nothing that cannot be stored may be taken from the relay. */
  pauseLink(): void;
  /** Everything that was typed becomes an edit, and is stored. */
  commit(): Promise<void>;
}

/** Notices when the phone's store takes nothing more, and says so on the screen. */
export class StoreWatch {
  readonly #disk: Disk;
  readonly #needs: StoreWatchNeeds;

  constructor(disk: Disk, needs: StoreWatchNeeds) {
    this.#disk = disk;
    this.#needs = needs;
    disk.finish = () => this.#finish();
  }

  start(): void {
    setInterval(() => void this.check(), WATCHDOG_MS);
  }

  async check(): Promise<void> {
    try {
      await this.#disk.check(crypto.randomUUID());
      this.sayIfWell();
    } catch (error) {
      this.failed(error);
    }
  }

  /** The person asks for it: what waits is tried once more. */
  async retry(line: Pick<EffectLine, 'retry' | 'idle'>): Promise<void> {
    await this.check();
    line.retry();
    await line.idle();
    this.sayIfWell();
  }

  /** A later release takes the store: what was typed is written, and nothing more is taken. */
  async #finish(): Promise<void> {
    this.failed(new DiskError('later', new Error('a later release wants the store')));
    this.#needs.pauseLink();
    await this.#needs.commit();
  }

  sayIfWell(): void {
    if (!this.#needs.halted()) this.#needs.post({ news: 'store', trouble: null });
  }

  failed(error: unknown): void {
    console.error(error);
    const trouble = error instanceof DiskError ? error.code : 'broken';
    this.#needs.post({ news: 'store', trouble });
    if (this.#needs.halted()) this.#needs.pauseLink();
  }

  /** Writes down something nobody waits for. */
  note(key: string, value: unknown): void {
    this.#disk.setMeta(key, value).catch((error: unknown) => this.failed(error));
  }
}
