import { BYTES_MAX, Refused, type Contents, type Given, type Heard } from './cells';

/** A phone six times slower than a laptop reads 5,000 rows in a second. */
const PATIENCE_MS = 20_000;

export interface Reading {
  contents: Promise<Contents>;
  cancel(): void;
}

/** Reads a file or pasted cells in a worker, which ends with it. Fails with a {@link Refused}. */
export function reading(given: File | string, told: (rows: number) => void): Reading {
  let cancel = () => undefined as void;
  const contents = new Promise<Contents>((resolve, reject) => {
    const size = typeof given === 'string' ? given.length : given.size;
    if (size > BYTES_MAX) return reject(new Refused('too_big'));
    const worker = theWorker();
    const timer = setTimeout(() => end(() => reject(new Refused('slow'))), PATIENCE_MS);
    const end = (say: () => void) => {
      clearTimeout(timer);
      worker.terminate();
      say();
    };
    cancel = () => end(() => reject(new DOMException('cancelled', 'AbortError')));
    let ready = false;
    worker.onerror = () => end(() => reject(new Refused(ready ? 'failed' : 'not_here')));
    worker.onmessage = ({ data }: MessageEvent<Heard>) => {
      if ('ready' in data) ready = true;
      else if ('rows' in data) told(data.rows);
      else if ('contents' in data) end(() => resolve(data.contents));
      else end(() => reject(new Refused(data.refused)));
    };
    bytesOf(given).then(
      (bytes) => worker.postMessage(bytes, typeof bytes === 'string' ? [] : [bytes.buffer]),
      () => end(() => reject(new Refused('failed'))),
    );
  });
  return { contents, cancel: () => cancel() };
}

const theWorker = () => new Worker(new URL('./wanted.ts', import.meta.url), { type: 'module' });

/** Whoever opens the page with a signal can read files without one from then on. */
export function fetchReader(): void {
  const worker = theWorker();
  worker.onmessage = worker.onerror = () => worker.terminate();
}

async function bytesOf(given: File | string): Promise<Given & (string | Uint8Array<ArrayBuffer>)> {
  return typeof given === 'string' ? given : new Uint8Array(await given.arrayBuffer());
}
