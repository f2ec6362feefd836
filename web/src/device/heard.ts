import type { Hex } from '../between/contract';
import type { Unanswered } from '../between/last-words';
import { KEPT } from './disk';
import type { Given } from './journal';

/** What of a tab is stored that its page may have had no answer to, and where its fields stand behind that. */
export interface Stored {
  asks: string[];
  bases: [field: string, heads: Hex[]][];
}

/** No document has it: what is meant there has its place nowhere. */
const NOWHERE: Hex[] = ['0'.repeat(64)];
/** Behind everything that the tab itself has written down. */
const LAST = 'z';

/**
 * What a page has left and its worker has neither written down nor stored, as if it were written down: the names
 * and values of the journal of `tab`, in which `kept` stands.
 */
export function heardOf(
  tab: string,
  kept: Map<string, unknown>,
  stored: Stored | undefined,
  words: Unanswered[],
): [name: string, value: unknown][] {
  const done = new Set(stored?.asks);
  const bases = new Map(stored?.bases);
  const begun = new Set<string>();
  for (const [name, value] of kept) {
    if (!name.startsWith(`${KEPT}${tab} edit `)) continue;
    const { ask, doc, edit } = value as Given;
    if (ask) done.add(ask);
    begun.add(`${doc} ${edit.path}`);
  }
  return words.flatMap((word, at): [string, unknown][] => {
    if (done.has(word.ask)) return [];
    if ('draft' in word) return [[`${KEPT}${tab} draft ${word.doc} ${word.path}`, word.draft]];
    const { ask, doc, edit, heads, behind } = word;
    const field = `${doc} ${edit.path}`;
    const after = bases.get(field) ?? (heads && NOWHERE);
    const given: Given = {
      doc,
      edit,
      heads: begun.has(field) ? null : behind ? after : heads,
      ask,
    };
    begun.add(field);
    return [[`${KEPT}${tab} edit ${doc} ${LAST}${String(at).padStart(9, '0')}`, given]];
  });
}
