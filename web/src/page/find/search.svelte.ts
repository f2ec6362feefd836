import { fold } from '../language/find';
import { sliced } from './all.svelte';
import { passes, type Filter, type Who } from './filter';
import type { Item, Sort } from './items';
import { narrows, queryOf, weigh, type Names, type Query } from './query';
import { similar } from './similar';

/** Nothing was found and nothing more is typed for so long: then for what is written nearly so. */
const REST_MS = 200;

export type Order = 'best' | 'newest' | 'oldest';

/** What was asked, and of what. */
export interface Asked {
  items: readonly Item[];
  words: string;
  names: Names;
  filter: Filter;
  order: Order;
  who: Who;
}

/** What was found. */
export interface Found {
  /** In the order in which it is shown, of the sort that was chosen. */
  items: Item[];
  /** How many of each sort there are. */
  counts: Map<Sort, number>;
  /** What is marked in them. */
  marks: string[];
  /** Nobody has written it so; these are words that are nearly the same. */
  nearly: boolean;
}

const NOTHING: Found = { items: [], counts: new Map(), marks: [], nearly: false };

/** A search that is under way; what was asked last is what it answers. */
export class Search {
  #found = $state.raw<Found>(NOTHING);
  #busy = $state(false);
  #turn = 0;
  /** What was asked last and answered, with all that answered it: more letters are looked for in that alone. */
  #last: { asked: Asked; answers: Item[] } | null = null;

  get found(): Found {
    return this.#found;
  }
  get busy(): boolean {
    return this.#busy;
  }

  /** Looks for something else from now on. */
  async ask(asked: Asked): Promise<void> {
    const turn = (this.#turn += 1);
    const stands = () => turn === this.#turn;
    this.#busy = true;
    const query = queryOf(asked.words, asked.names);
    let found = await this.#look(asked, query, stands, this.#among(asked));
    if (found && found.counts.size === 0 && query.length > 0) {
      this.#found = found;
      found = (await this.#nearly(asked, query, stands)) ?? found;
    }
    if (!found || !stands()) return;
    this.#found = found;
    this.#busy = false;
  }

  #among(asked: Asked): readonly Item[] {
    const last = this.#last;
    const same = last?.asked.items === asked.items && last.asked.filter === asked.filter;
    const goesOn =
      same && last.asked.names === asked.names && narrows(asked.words, last.asked.words);
    return last && goesOn ? last.answers : asked.items;
  }

  async #look(
    asked: Asked,
    query: Query,
    stands: () => boolean,
    among = asked.items,
  ): Promise<Found | null> {
    const { filter, order, who } = asked;
    const answers: Item[] = [];
    const best: Item[][] = [[], [], [], [], []];
    const counts = new Map<Sort, number>();
    const work = (item: Item) => {
      const weight = passes(item, filter, who) ? weigh(item, query) : 0;
      if (weight === 0) return;
      answers.push(item);
      counts.set(item.sort, (counts.get(item.sort) ?? 0) + 1);
      if (filter.sort !== '' && item.sort !== filter.sort) return;
      best[order === 'best' ? (item.archived ? 0 : weight) : 0]?.push(item);
    };
    if (!(await sliced(among, work, stands))) return null;
    this.#last = { asked, answers };
    const ranked = best.reverse().flat();
    const marks = query.flatMap(({ ways }) => ways);
    if (order === 'oldest') ranked.reverse();
    return { items: ranked, counts, marks, nearly: false };
  }

  /** The same for words that are written nearly so. */
  async #nearly(asked: Asked, query: Query, stands: () => boolean): Promise<Found | null> {
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    if (!stands()) return null;
    const words = new Set(asked.names.flatMap(([, name]) => name.split(' ')));
    const read = ({ text }: Item) => text.split(' ').forEach((word) => words.add(word));
    if (!(await sliced(asked.items, read, stands))) return null;
    const near = similar(query, words);
    this.#last = null;
    if (!near) return null;
    const again = near.map((ways) => {
      const named = asked.names.filter(([, name]) => ways.some((way) => name.includes(way)));
      return { ways, people: new Set(named.map(([member]) => member)) };
    });
    const found = await this.#look(asked, again, stands);
    this.#last = null;
    return found && { ...found, nearly: found.counts.size > 0 };
  }
}

/** What people are called, as it is searched: also by the cards that another one stands for. */
export function namesOf(
  members: readonly string[],
  nameOf: (member: string) => string | null,
): Names {
  return members.map((member) => [member, fold(nameOf(member) ?? '')]);
}
