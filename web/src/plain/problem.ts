import type { LaterWords } from '../words/id-later';

/** A sentence that says what is wrong with what was typed: a key of `words.invalid`. */
export type Problem = keyof LaterWords['invalid'];

export interface Refused {
  ok: false;
  problem: Problem;
  /** By how many characters it is too long. */
  over?: number;
}
