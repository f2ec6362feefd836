import { fold } from '../language/find';
import { calledOf, closeOf, type Item } from './items';

/** From so many letters on a word is also looked for across the spaces between others: "sukamaju" in "Suka Maju". */
const CLOSE_LETTERS_MIN = 4;
/** Fewer digits are no telephone number. */
const PHONE_DIGITS_MIN = 7;

/** One word that is looked for. */
export interface Word {
  /** It, and other ways to write it: one of them has to be there. */
  ways: string[];
  /** Whose names have it. */
  people: ReadonlySet<string>;
}

/** What somebody looks for: every word has to be found. */
export type Query = readonly Word[];

/** People and their names, folded. */
export type Names = readonly (readonly [member: string, name: string])[];

export function queryOf(typed: string, names: Names): Query {
  return waysOf(typed).map((ways) => {
    const people = names.filter(([, name]) => ways.some((way) => name.includes(way)));
    return { ways, people: new Set(people.map(([member]) => member)) };
  });
}

/** The words of what was typed, each in the ways in which it may be written. */
export function waysOf(typed: string): string[][] {
  const digits = phoneDigits(typed);
  if (digits) return [digits];
  // 1.500.000 is one word.
  const joined = typed.replace(/\d{1,3}(?:\.\d{3})+/g, (amount) => amount.replaceAll('.', ''));
  const words = fold(joined).split(' ').filter(Boolean);
  return [...new Set(words)].map((word) => phoneDigits(word) ?? [word]);
}

/** A telephone number however it was typed: with 0, with 62, with neither. */
function phoneDigits(typed: string): string[] | null {
  if (!/^\s*[+(]?\d[\d\s().\-–]*$/.test(typed)) return null;
  const digits = typed.replace(/\D/g, '');
  const local = /^(?:00)?(?:62|0)([2-9]\d+)$/.exec(digits)?.[1] ?? /^8\d+$/.exec(digits)?.[0];
  if (!local || digits.length < PHONE_DIGITS_MIN) return null;
  return [`0${local}`, `62${local}`];
}

/** How well an item answers: 3 if its title begins with it, 2 if its title has it, 1 if it has it elsewhere, 0 if not. */
export function weigh(item: Item, query: Query): 0 | 1 | 2 | 3 {
  let own = query.length === 0;
  for (const word of query) {
    if (hasOwn(item, word)) own = true;
    else if (!word.ways.some((way) => item.around.includes(way))) return 0;
  }
  if (!own) return 0;
  if (query.length === 0) return 1;
  const title = calledOf(item);
  if (!query.every(({ ways }) => ways.some((way) => title.includes(way)))) return 1;
  return query.some(({ ways }) => ways.some((way) => title.startsWith(way))) ? 3 : 2;
}

function hasOwn(item: Item, { ways, people }: Word): boolean {
  const isIn = (way: string) =>
    (way.length < CLOSE_LETTERS_MIN ? item.text : closeOf(item)).includes(way);
  return ways.some(isIn) || (people.size > 0 && item.people.some((member) => people.has(member)));
}

/** Whether whatever answers one search answers another, too: more was typed behind it. */
export function narrows(typed: string, before: string): boolean {
  const [now, then] = [waysOf(typed), waysOf(before)];
  const plain = [...now, ...then].every((ways) => ways.length === 1);
  return plain && then.every(([old = '']) => now.some(([word = '']) => word.includes(old)));
}
