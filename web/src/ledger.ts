import { NO_LEDGER, type Ledger } from './contract';

/**
 * A ledger written where `stored` stands, which another tab may have written. Only the tab that speaks
 * with the relay knows what the relay holds, and a tab that has not heard of a change must not make the
 * disk say that nothing is unsent. `Ledger::over` in the core.
 */
export function over(ledger: Ledger, stored: Ledger | undefined, speaks: boolean): Ledger {
  const { relay, seq, refused } = speaks ? ledger : (stored ?? NO_LEDGER);
  const unheard = stored?.heads.some((head) => !ledger.heads.includes(head)) ?? false;
  const unsent = unheard && stored?.unsent ? Math.max(ledger.unsent, 1) : ledger.unsent;
  return { heads: ledger.heads, relay, seq, unsent, refused };
}
