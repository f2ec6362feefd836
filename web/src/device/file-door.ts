import type { Hex } from '../between/contract';
import { refusalIn, said } from '../plain/answers';

/** On EDGE an answer takes several seconds; a piece takes no longer than this on any link that carries. */
const PIECE_PATIENCE_MS = 60_000;
/** Without a byte for this long, what is on its way does not come. */
const QUIET_MS = 30_000;

/** What the relay has of a file. */
export interface Have {
  have: number;
  whole: boolean;
}

/** The relay's door for files. Throws a `Failure`: the relay's own code, `offline`, `not_the_relay`. */
export interface FileDoor {
  /** Gives the piece that begins at `at`; an empty one asks. */
  give(doc: string, hash: Hex, at: number, piece: Uint8Array, cut: AbortSignal): Promise<Have>;
  /** Takes the file from a byte on; `came` is told of every part. */
  take(doc: string, hash: Hex, from: number, came: (bytes: Uint8Array) => void): Promise<void>;
}

export function fileDoor(token: () => string): FileDoor {
  const address = (doc: string, hash: Hex, more = '') =>
    `/api/file?doc=${encodeURIComponent(doc)}&hash=${hash}${more}`;
  const authorization = () => `Bearer ${token()}`;
  return {
    async give(doc, hash, at, piece, cut) {
      const ended = new AbortController();
      const late = setTimeout(() => ended.abort(), PIECE_PATIENCE_MS);
      const end = () => ended.abort();
      cut.addEventListener('abort', end);
      try {
        const answer = await fetch(address(doc, hash, `&at=${at}`), {
          method: 'POST',
          headers: { authorization: authorization(), 'content-type': 'application/octet-stream' },
          body: piece as Uint8Array<ArrayBuffer>,
          signal: ended.signal,
        }).catch(() => {
          throw { code: 'offline' };
        });
        return (await said('POST /api/file', answer)) as unknown as Have;
      } finally {
        clearTimeout(late);
        cut.removeEventListener('abort', end);
      }
    },
    async take(doc, hash, from, came) {
      const late = new AbortController();
      let quiet = setTimeout(() => late.abort(), QUIET_MS);
      try {
        const headers = {
          authorization: authorization(),
          ...(from > 0 && { range: `bytes=${from}-` }),
        };
        const answer = await fetch(address(doc, hash), { headers, signal: late.signal });
        if (answer.status !== (from > 0 ? 206 : 200)) throw { code: await refusalIn(answer) };
        if (!answer.body) throw { code: 'not_the_relay' };
        const reader = answer.body.getReader();
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
          clearTimeout(quiet);
          quiet = setTimeout(() => late.abort(), QUIET_MS);
          came(part.value);
        }
      } catch (failure) {
        throw failure instanceof Error ? { code: 'offline' } : failure;
      } finally {
        clearTimeout(quiet);
      }
    },
  };
}
