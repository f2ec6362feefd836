import type { Hex } from '../between/contract';
import type { Past } from '../between/history';

/** Since when somebody has not looked at a document, and what of it they have read since. */
export interface Looked {
  /** The heads they last looked at; none if they never did. */
  since: Hex[];
  /** Places that were read, each with the change that was the newest there. */
  read: Record<string, Hex>;
}

/** What others wrote in a place since somebody last looked. */
export interface FreshPlace {
  path: string;
  /** The newest change there. */
  change: Hex;
  member: string | null;
  /** Seconds since 1970. */
  at: number;
}

/** Of what was read of a document's history, what was not known at `since`. */
export interface Window {
  changes: Past[];
  /** Whether older changes have to be read to be sure. */
  more: boolean;
}

/**
 * The changes that lead from one version to another, the newest first. `past` is the newest part of the
 * history; what lies before it counts as known once `whole` says that no more is read.
 */
export function changesSince(past: Past[], since: Hex[], now: Hex[], whole: boolean): Window {
  const read = new Map(past.map((one) => [one.change, one]));
  const known = reach(since, read, new Set());
  const found = reach(now, read, known.reached);
  return {
    changes: past.filter(({ change }) => found.reached.has(change) && read.has(change)),
    more: !whole && found.left,
  };
}

/** Everything that leads to these changes, up to what is in `before`. */
function reach(from: Hex[], read: Map<Hex, Past>, before: Set<Hex>) {
  const reached = new Set<Hex>();
  const ahead = [...from];
  let left = false;
  for (let one = ahead.pop(); one !== undefined; one = ahead.pop()) {
    if (before.has(one) || reached.has(one)) continue;
    reached.add(one);
    const past = read.get(one);
    if (past) ahead.push(...past.found);
    else left = true;
  }
  return { reached, left };
}

/** In which order things stand, and which version was approved, is no news of its own. */
const NO_NEWS = /(^|\/)order(\/|$)|^approvals\//;

/**
 * Where others wrote last, of changes that come newest first. What is in a record that others began is
 * the record's news.
 */
export function placesIn(
  changes: Past[],
  isMe: (member: string) => boolean,
  read: Record<string, Hex>,
): FreshPlace[] {
  const places = new Map<string, FreshPlace | null>();
  const begun = new Set<string>();
  for (const { change, member, at, deeds } of changes) {
    const mine = member !== null && isMe(member);
    for (const { did, path } of deeds) {
      if (NO_NEWS.test(path)) continue;
      if (did === 'add' && !mine) begun.add(path);
      if (!places.has(path)) places.set(path, mine ? null : { path, change, member, at });
    }
  }
  const inBegun = (path: string) =>
    path.split('/').some((_, at, names) => at > 0 && begun.has(names.slice(0, at).join('/')));
  for (const [path, place] of places) {
    const above = place && [...begun].find((record) => path.startsWith(`${record}/`));
    // The record is as new as what was written in it last.
    const record = above ? places.get(above) : null;
    if (above && record && place && place.at > record.at)
      places.set(above, { ...place, path: above });
  }
  return [...places.values()].flatMap((place) =>
    place && !inBegun(place.path) && read[place.path] !== place.change ? [place] : [],
  );
}

/** A line of a text. */
export interface Line {
  text: string;
  fresh: boolean;
}

/** A text in its lines, each with what ends it; those that were not there before, nor mine, are new. */
export function linesOf(text: string, before: string, mine: string[]): Line[] {
  const known = new Map<string, number>();
  for (const line of [...before.split('\n'), ...mine])
    known.set(line.trim(), (known.get(line.trim()) ?? 0) + 1);
  const lines = text.split('\n');
  return lines.map((line, at) => {
    const left = known.get(line.trim()) ?? 0;
    if (left > 0) known.set(line.trim(), left - 1);
    const end = at + 1 < lines.length ? '\n' : '';
    return { text: line + end, fresh: line.trim() !== '' && left === 0 };
  });
}

/** Stretches of one person's changes of a text in a row: what they found, and what they left. */
export function runsOf(
  changes: Past[],
  path: string,
  isMe: (member: string) => boolean,
): { found: Hex[]; left: Hex }[] {
  const runs: { found: Hex[]; left: Hex }[] = [];
  for (const one of changes) {
    const wrote = one.deeds.some((deed) => deed.did === 'write' && deed.path === path);
    if (!wrote || one.member === null || !isMe(one.member)) continue;
    const last = runs.at(-1);
    if (last && last.found.length === 1 && last.found[0] === one.change) last.found = one.found;
    else runs.push({ found: one.found, left: one.change });
  }
  return runs;
}

/** The lines of a text that were not in the one before it. */
export function linesAdded(before: string, after: string): string[] {
  return linesOf(after, before, []).flatMap(({ text, fresh }) => (fresh ? [text.trim()] : []));
}
