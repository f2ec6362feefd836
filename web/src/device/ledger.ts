import { NO_LEDGER, type Ledger } from '../between/contract';

/**
 * A ledger written where `stored` stands, which another tab may have written. Only the tab that speaks
 * with the relay knows what the relay holds, and a tab that has not heard of a chunk on the disk
 * ({@link leavesUnheard}) must not make it say that nothing is unsent. `Ledger::over` in the core.
 */
export function over(
  ledger: Ledger,
  stored: Ledger | undefined,
  speaks: boolean,
  unheard: boolean,
): Ledger {
  const ofTheRelay = speaks ? ledger : (stored ?? NO_LEDGER);
  const { heads: _, unsent: _unsent, lost: _lost, orphans: _orphans, ...theRelays } = ofTheRelay;
  const { former: _former, founding: _founding, again: _again, left: _left, ...own } = ledger;
  const unsent = unheard ? Math.max(ledger.unsent, 1) : ledger.unsent;
  return { ...own, ...theRelays, unsent };
}

/** Whether the disk holds a chunk that is not among those `known` (keys with spaces between). */
export function leavesUnheard(onDisk: string[], known: string): boolean {
  return onDisk.some((key) => !known.includes(key));
}
