import type { Fields, Value, View } from '../between/contract';
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

type Told = Value | string[] | Fields | { [key: string]: Value };

/**
 * The one rule by which merged cards are read: wherever an id stands, be it a value, one of a set, a key or
 * a part of one (`K1:…`), it is the card's that stands for its person. What was written down under two ids
 * of one person is what stands under the card's own.
 */
export function followed(
  fields: Fields,
  { cardOf, idsOf }: Pick<Merged, 'cardOf' | 'idsOf'>,
): Fields {
  const name = (key: string) => key.split(':').map(cardOf).join(':');
  const isOwn = (key: string) => key === name(key);
  /** The card's own first, then in the order of its other ids. */
  const rank = (key: string) => {
    const member = key.split(':').find((one) => cardOf(one) !== one) ?? '';
    return isOwn(key) ? -1 : idsOf(member).indexOf(member);
  };
  const read = (value: Told): Told => {
    if (typeof value === 'string') return name(value);
    if (Array.isArray(value)) return [...new Set(value.map(name))];
    if (typeof value !== 'object') return value;
    const entries = Object.entries(value as Fields);
    const known = entries.filter(([key]) => !isOwn(key));
    if (known.length > 0) entries.sort(([a], [b]) => rank(a) - rank(b));
    const all: Fields = {};
    for (const [key, one] of entries) {
      const before = all[name(key)];
      // What was taken back under one id was not under another.
      if (before === undefined || before === '') all[name(key)] = read(one);
    }
    return all;
  };
  return read(fields) as Fields;
}

/** A place in what was followed. */
export function placeFollowed(path: string, cardOf: (member: string) => string): string {
  const name = (key: string) => key.split(':').map(cardOf).join(':');
  return path.split('/').map(name).join('/');
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
    const { end, ring } = endOf(id, into);
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
function endOf(from: string, into: Map<string, string>): { end: string; ring: string[] } {
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
