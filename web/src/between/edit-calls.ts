import type { Caught, Draft, Edit, Hex } from './contract';

/** What the screen says of the fields that somebody writes in. */
export interface EditCalls {
  /**
   * After a refusal nothing of the same turn is taken in that field; it fails with `stale`. `ask` names it:
   * one that comes again to another worker is made once.
   */
  edit(doc: string, edit: Edit, turn: number, ask: string): void;
  /** Keeps a draft, or lets it go. */
  keep(doc: string, path: string, draft: Draft | null): void;
  /** What others did to a text since the field last showed it; null if this is not the moment. */
  caught(doc: string, path: string): Caught | null;
  left(doc: string, path: string): void;
  shown(doc: string, path: string, heads: Hex[]): void;
}
