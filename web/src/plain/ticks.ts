import type { Ledger, Ticks } from '../between/contract';

/** How far a document has come, as the person sees it. */
export interface Tick {
  /**
   * `draft`: something typed is no edit yet · `pending`: not on the disk yet · `phone`: on this phone · `relay`: at the kecamatan ·
   * `all`: on every device of the forum · `refused`: the relay did not take it.
   */
  state: 'draft' | 'pending' | 'phone' | 'relay' | 'all' | 'refused';
  received: number;
  devices: number;
  unsent: boolean;
}

/**
 * Works out the tick from what is typed, what is stored and what the core counted: the least of them.
 *
 * Before the core is running only the ledger speaks, so nobody is claimed to have received anything.
 */
export function tickOf(
  ledger: Ledger | undefined,
  ticks: Ticks | undefined,
  /** Something is not even on this phone's disk as a change. */
  before: 'draft' | 'pending' | null,
): Tick {
  const counts = ticks?.state === 'relay' ? ticks : NO_COUNTS;
  const { received, devices } = counts;
  const unsent = (ledger?.unsent ?? 0) > 0;
  if (before) return { state: before, received, devices, unsent: true };
  const held = ledger?.refused != null || ticks?.state === 'held';
  if (unsent && held) return { state: 'refused', received, devices, unsent };
  if (!ledger || unsent) return { state: 'phone', received, devices, unsent };
  const all = devices > 0 && received >= devices;
  return { state: all ? 'all' : 'relay', received, devices, unsent };
}

const NO_COUNTS = { received: 0, devices: 0 };
