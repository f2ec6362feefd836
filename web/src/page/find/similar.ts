import type { Query } from './query';

/** Shorter words are like too many others. */
const LETTERS_MIN = 4;
/** From so many letters on two slips are forgiven. */
const LONG = 8;
/** So many words that are like one are looked for. */
const WAYS_MAX = 8;

/**
 * The query with words that are written nearly so, for what nobody has written; null if there are none.
 * `all` are all words there are, folded.
 */
export function similar(query: Query, all: ReadonlySet<string>): string[][] | null {
  let slips = false;
  const ways = query.map((word) => {
    const [written = ''] = word.ways;
    if (word.people.size > 0 || isWritten(word.ways, all)) return word.ways;
    const near = nearest(written, all);
    slips ||= near.length > 0;
    return near.length > 0 ? near : word.ways;
  });
  return slips ? ways : null;
}

function isWritten(ways: string[], all: ReadonlySet<string>): boolean {
  if (ways.some((way) => all.has(way))) return true;
  for (const word of all) if (ways.some((way) => word.includes(way))) return true;
  return false;
}

/** The words that are least unlike one, at most two slips away. */
function nearest(written: string, all: ReadonlySet<string>): string[] {
  if (written.length < LETTERS_MIN) return [];
  const max = written.length >= LONG ? 2 : 1;
  const found: string[][] = [[], [], []];
  for (const word of all) {
    if (word.length < written.length - max) continue;
    const slips = slipsBetween(written, word, max);
    if (slips <= max) found[slips]?.push(word);
  }
  return (found.find((words) => words.length > 0) ?? []).slice(0, WAYS_MAX);
}

/**
 * How many letters are wrong, missing, too many or exchanged, at most `max + 1`; what follows in a longer
 * word counts nothing ("siskudes" in "siskeudesnya").
 */
export function slipsBetween(written: string, word: string, max: number): number {
  const length = Math.min(word.length, written.length + max);
  let before: number[] = [];
  let last = Array.from({ length: length + 1 }, (_, at) => at);
  for (let at = 1; at <= written.length; at += 1) {
    const row = [at];
    for (let to = 1; to <= length; to += 1) {
      const same = written[at - 1] === word[to - 1];
      let least = Math.min(
        (last[to] ?? 0) + 1,
        (row[to - 1] ?? 0) + 1,
        (last[to - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = written[at - 1] === word[to - 2] && written[at - 2] === word[to - 1];
      if (swapped && at > 1 && to > 1) least = Math.min(least, (before[to - 2] ?? 0) + 1);
      row.push(least);
    }
    if (Math.min(...row) > max) return max + 1;
    before = last;
    last = row;
  }
  return Math.min(max + 1, ...last.slice(Math.max(0, written.length - max)));
}
