import { NO_LEDGER, type Ledger, type RecordOfDoc } from '../between/contract';

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
  const { former: _f, founding: _g, again: _a, left: _l, sealed: _s, ...own } = ledger;
  const unsent = unheard ? Math.max(ledger.unsent, 1) : ledger.unsent;
  return { ...own, ...theRelays, unsent };
}

/** Whether the disk holds a chunk that is not among those `known` (keys with spaces between). */
export function leavesUnheard(onDisk: string[], known: string): boolean {
  return onDisk.some((key) => !known.includes(key));
}

/** A record of a document, as far as it says whether it may be written. */
type Going = Pick<RecordOfDoc, 'doc' | 'begins' | 'forget'>;

/**
 * Those of the records, in their order, that go on with a document of which the disk holds nothing any more:
 * another tab has removed it. `Record::is_late` in the core.
 */
export function lateOnes<T extends Going>(records: T[], onDisk: Set<string>): Set<T> {
  const there = new Set(onDisk);
  const late = new Set<T>();
  for (const record of records) {
    if (record.forget) there.delete(record.doc);
    else if (record.begins) there.add(record.doc);
    else if (!there.has(record.doc)) late.add(record);
  }
  return late;
}
