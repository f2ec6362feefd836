import type { View } from '../../between/contract';
import { mergedIn } from '../../plain/merged';
import { textOf } from '../../plain/fields';
import { pickable } from '../language/people';
import { w } from '../language/words.svelte';

/** Who is who: the one place where an id becomes a person, whatever card it was given with. */
export class People {
  readonly #cards: () => View[];
  readonly #isErased: (member: string) => boolean;
  readonly #merged = $derived.by(() => mergedIn(this.#cards()));
  /** Everybody who can be picked, by name. */
  readonly pickable = $derived.by(() => pickable(this.shown));
  /** The cards that stand for somebody. */
  readonly shown = $derived.by(() => this.#cards().filter((view) => this.stands(view)));
  readonly #byId = $derived.by(() => new Map(this.#cards().map((view) => [view.doc, view])));

  constructor(cards: () => View[], isErased: (member: string) => boolean) {
    this.#cards = cards;
    this.#isErased = isErased;
  }

  get rings(): string[][] {
    return this.#merged.rings;
  }

  /** Whether a card stands for its person, and not another one. */
  stands({ doc }: View): boolean {
    const id = doc.slice('member/'.length);
    return this.cardOf(id) === id;
  }

  readonly cardOf = (member: string): string => {
    const kept = this.#merged.cardOf(member);
    // A card that is not here cannot stand for one that is.
    return this.#byId.has(`member/${kept}`) ? kept : member;
  };

  readonly idsOf = (member: string): string[] => this.#merged.idsOf(member);

  isSame(a: string, b: string): boolean {
    return this.cardOf(a) === this.cardOf(b);
  }

  nameOf(member: string | null): string | null {
    if (member === null) return null;
    const name = textOf(this.#byId.get(`member/${this.cardOf(member)}`)?.fields, 'full_name');
    if (name !== '') return name;
    return this.#isErased(member) ? w().roster.erased : null;
  }
}
