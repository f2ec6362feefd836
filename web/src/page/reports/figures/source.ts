import type { View } from '../../../between/contract';
import { keysOf } from '../../../plain/fields';
import { timeOf } from '../../../plain/ulid';
import { isHeld, villagesOf } from '../../log/contact';
import { entriesOf, type Entry } from '../../log/entries';
import type { Doc } from '../../phone/device.svelte';
import { isIn, type Period } from './period';

/** What figures are made of: what this person may read, who is who, and which day it is for the forum. */
export interface Source {
  of(kind: string): Doc[];
  /** The card that stands for a person; empty for whoever was erased or never known. */
  personOf(member: string): string;
  /** Where somebody works, as their card says now. */
  villageOf(member: string): string;
  today: string;
  /** The day of a moment where the forum is. */
  dayOf(ms: number): string;
}

/** In the place of somebody whose name nobody may know any more. */
export const GONE = '?';

/** Views are replaced when they change, so what was gathered of them stays true. */
const gathered = new WeakMap<View, Entry[]>();

/** Every entry of the logs that all may read and that is not archived. */
export function entriesIn({ of }: Source): Entry[] {
  return of('log').flatMap((doc) => {
    const known = gathered.get(doc.view);
    if (known) return known;
    const entries = entriesOf([doc]);
    gathered.set(doc.view, entries);
    return entries;
  });
}

/** Those that took place in a period, by their own date, in whatever log they stand. */
export function heldIn(source: Source, period: Period, village = ''): Entry[] {
  return entriesIn(source).filter(
    (one) =>
      isIn(one.date, period) &&
      isHeld(one, source.today) &&
      (village === '' || villagesOf(one).includes(village)),
  );
}

/** The people of a set, each once, whichever of their cards was named. */
export function peopleOf(source: Source, { fields }: Entry, name: string): string[] {
  return [...new Set(keysOf(fields, name).map((id) => named(source, id)))];
}

export function named(source: Source, member: string): string {
  return source.personOf(member) || GONE;
}

/** The day on which something was begun that is called by a ULID; empty for what has another name. */
export function dayBegun(source: Source, key: string): string {
  const ms = timeOf(key);
  return ms > 0 ? source.dayOf(ms) : '';
}

/** Whether people disagree about one of these fields of a record; paths end with `/`, or are empty. */
export function isDisputed(view: View, path: string, names: readonly string[]): boolean {
  return view.conflicts.some((one) => names.some((name) => one.path === path + name));
}
