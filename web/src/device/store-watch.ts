import type { News } from '../between/contract';
import { DiskError, type Disk } from './disk';
import type { EffectLine } from './effects';

/** How often the store is asked to take a mark and give it back. */
const WATCHDOG_MS = 60_000;

export interface StoreWatchNeeds {
  post(news: News): void;
  /** The store has failed in the middle of work, and that work waits. */
  halted(): boolean;
  /** Nothing that cannot be stored may be taken from the relay. */
  pauseLink(): void;
}

/** Notices when the phone's store takes nothing more, and says so on the screen. */
export class StoreWatch {
  readonly #disk: Disk;
  readonly #needs: StoreWatchNeeds;

  constructor(disk: Disk, needs: StoreWatchNeeds) {
    this.#disk = disk;
    this.#needs = needs;
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
