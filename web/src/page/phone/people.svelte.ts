import type { Fields, View } from '../../between/contract';
import { followed, mergedIn, placeFollowed } from '../../plain/merged';
import { textOf } from '../../plain/fields';
import { pickable } from '../language/people';
import { w } from '../language/first-words.svelte';

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

  /** Nobody's cards are merged in most forums, and nothing is followed there. */
  readonly #any = $derived.by(() => this.#cards().some((view) => !this.stands(view)));
  readonly #told = $derived.by(() => {
    void this.#merged;
    return { fields: new WeakMap<Fields, Fields>(), views: new WeakMap<View, View>() };
  });

  /** Fields as they are read: whoever is named in them is so by the card that stands for them. */
  readonly follow = (fields: Fields): Fields => {
    if (!this.#any) return fields;
    const { fields: known } = this.#told;
    const told = known.get(fields) ?? followed(fields, this);
    known.set(fields, told);
    return told;
  };

  /** A document as it is read, in its fields and in what people disagree about. */
  readonly told = (view: View): View => {
    if (!this.#any) return view;
    const { views: known } = this.#told;
    const at = <T extends { path: string }>(one: T): T => ({
      ...one,
      path: placeFollowed(one.path, this.cardOf),
    });
    const told = known.get(view) ?? {
      ...view,
      fields: this.follow(view.fields),
      conflicts: view.conflicts.map(at),
      doubts: view.doubts.map(at),
      after_archive: view.after_archive.map(at),
    };
    known.set(view, told);
    return told;
  };

  /** Documents as they are read. */
  readonly toldOf = <T extends { view: View }>(docs: T[]): T[] =>
    this.#any ? docs.map((doc) => ({ ...doc, view: this.told(doc.view) })) : docs;

  /** Under which of their ids a person stands in a map; their card's own if they do not. */
  keyIn(map: Record<string, unknown>, member: string): string {
    const isThere = (id: string) => (map[id] ?? '') !== '';
    return this.idsOf(member).find(isThere) ?? member;
  }

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
