import address from './smaller/wanted.ts?worker&url';

interface Made {
  id: number;
  bytes: Uint8Array | null;
}

interface Waiting {
  resolve(bytes: Uint8Array | null): void;
  reject(why: unknown): void;
}

// It is kept on the phone with the part that uses it: the first photo may be taken without a signal.
void fetch(address).catch(() => undefined);

/** Makes pictures smaller, one after the other, in a worker that is there while a page may need it. */
export class Smaller {
  readonly #worker = new Worker(address, { type: 'module' });
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #ended = false;

  constructor() {
    this.#worker.onmessage = ({ data: { id, bytes } }: MessageEvent<Made>) => {
      this.#waiting.get(id)?.resolve(bytes);
      this.#waiting.delete(id);
    };
    this.#worker.onerror = () => this.end();
  }

  /** Null for what is no picture, or more than this phone can open. Fails if the worker did not come. */
  make(file: Blob): Promise<Uint8Array | null> {
    if (this.#ended) return Promise.reject({ code: 'part_missing' });
    const id = (this.#next += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, file });
    });
  }

  end(): void {
    this.#ended = true;
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject({ code: 'part_missing' });
    this.#waiting.clear();
  }
}
