/** So many wrong PINs in a row cost nothing: thumbs slip. */
export const FREE_TRIES = 5;
/** The first wait; each further wrong PIN doubles it. */
const FIRST_WAIT_MS = 30_000;
/** Not longer, so that a child who played with the phone does not lock its owner out for a day. */
const WAIT_MS_MAX = 60 * 60_000;

/** Wrong PINs since the last right one, and the wait they have earned. Kept on disk. */
export interface Tries {
  wrong: number;
  sinceMs: number;
  waitMs: number;
}

export const NO_TRIES: Tries = { wrong: 0, sinceMs: 0, waitMs: 0 };

/** How long until a PIN may be tried again; never longer than the wait, wherever the clock stands. */
export function leftMs({ sinceMs, waitMs }: Tries, nowMs: number): number {
  return Math.max(0, Math.min(waitMs, sinceMs + waitMs - nowMs));
}

/** The same wait, begun now if the clock was set back before it began, or it would never end. */
export function anchored(tries: Tries, nowMs: number): Tries {
  return nowMs < tries.sinceMs ? { ...tries, sinceMs: nowMs } : tries;
}

/** One more try; counted before it is looked at, so that ending the page does not undo it. */
export function afterTry({ wrong }: Tries, nowMs: number): Tries {
  const count = wrong + 1;
  if (count < FREE_TRIES) return { wrong: count, sinceMs: nowMs, waitMs: 0 };
  const waitMs = Math.min(WAIT_MS_MAX, FIRST_WAIT_MS * 2 ** Math.min(count - FREE_TRIES, 20));
  return { wrong: count, sinceMs: nowMs, waitMs };
}
