import type { View } from '../between/contract';
import { textOf } from './fields';

/** Longer chains are nobody's work. */
const STEPS_MAX = 20;

/** Which card stands for which: two cards of one person are merged by a word in one of them. */
export interface Merged {
  /** The card that stands for a person; the same for whoever is not merged. */
  cardOf(member: string): string;
  /** Every id under which a person was written down, their card's first. */
  idsOf(member: string): string[];
  /** People whose cards each say that another stands for them, all around; somebody has to choose. */
  rings: string[][];
}

/** From what the cards say, the same on every phone that has the same cards. */
export function mergedIn(cards: View[]): Merged {
  const into = new Map<string, string>();
  for (const { doc, fields } of cards) {
    const kept = textOf(fields, 'merged_into');
    const id = doc.slice('member/'.length);
    if (kept !== '' && kept !== id) into.set(id, kept);
  }
  const rings = new Map<string, string[]>();
  const stands = new Map<string, string>();
  for (const id of into.keys()) {
    const { end, ring } = followed(id, into);
    stands.set(id, end);
    if (ring.length > 0) rings.set(end, ring);
  }
  const others = new Map<string, string[]>();
  for (const [id, kept] of stands)
    if (id !== kept) others.set(kept, [...(others.get(kept) ?? []), id]);
  const cardOf = (member: string) => stands.get(member) ?? member;
  return {
    cardOf,
    idsOf: (member) => [cardOf(member), ...(others.get(cardOf(member)) ?? [])],
    rings: [...rings.values()],
  };
}

/** Where a chain of cards ends. Of a ring the oldest card stands for all, until somebody has chosen. */
function followed(from: string, into: Map<string, string>): { end: string; ring: string[] } {
  const way = [from];
  for (;;) {
    const here = way[way.length - 1] ?? from;
    const next = into.get(here);
    if (next === undefined || way.length > STEPS_MAX) return { end: here, ring: [] };
    const again = way.indexOf(next);
    if (again >= 0) {
      const ring = way.slice(again).sort();
      return { end: ring[0] ?? from, ring };
    }
    way.push(next);
  }
}
