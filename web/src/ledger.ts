import type { Ledger } from './contract';

/**
 * A ledger written where `stored` stands, which another tab may have written: one that has not heard
 * of a change must not make the disk say that nothing is unsent. `Ledger::over` in the core.
 */
export function over(ledger: Ledger, stored: Ledger | undefined): Ledger {
  const unheard = stored?.heads.some((head) => !ledger.heads.includes(head)) ?? false;
  if (!unheard || !stored?.unsent) return ledger;
  return { ...ledger, unsent: Math.max(ledger.unsent, 1) };
}

/** What both tabs know of the document's way to the relay. `Ledger::joined` in the core. */
export function joined(there: Ledger, here: Ledger | undefined): Ledger {
  if (!here) return there;
  const relay = [...new Set([...here.relay, ...there.relay])].sort();
  return { ...over(there, here), relay, seq: Math.max(here.seq, there.seq) };
}
