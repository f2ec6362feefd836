import type { Hex, Value } from './contract';

/** What a change did in one place. */
export type Deed =
  | { did: 'set'; path: string; value: Value | null }
  | { did: 'include' | 'exclude'; path: string; key: string }
  | { did: 'add'; path: string }
  | { did: 'count'; path: string; by: number }
  | { did: 'write'; path: string; came: string; added: number; gone: number };

/** One change: who, when (seconds since 1970), and what. */
export interface Past {
  change: Hex;
  /** The document as it found it. */
  found: Hex[];
  member: string | null;
  device: Hex | null;
  at: number;
  deeds: Deed[];
  /** How much more it did that is not listed. */
  more: number;
}

/** A page of a document's history, the newest first. */
export interface History {
  total: number;
  past: Past[];
}

/** Whether there is a step to take back, and one to do again. */
export type Steps = [back: boolean, on: boolean];

/** What the screen asks about how a document became what it is. */
export interface HistoryCalls {
  /** A page of the history, behind `before`; or the newest changes of a place. */
  past(doc: string, path: string | null, before: Hex | null): History;
  /** What stood in a place at these heads; null if nothing did. */
  stood(doc: string, path: string, heads: Hex[]): Value | null;
  /** Takes the last step that was written here back, or does it again; whether there are more of each. */
  step(doc: string, back: boolean, day: string): Steps;
  steps(doc: string): Steps;
}
