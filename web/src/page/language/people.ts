import type { View } from '../../between/contract';
import { textOf, type Person } from '../../plain/fields';
import { w } from './first-words.svelte';

/** Who a card is about; `detailOf` says more. */
export function personOf(view: View): Person {
  return {
    view,
    id: view.doc.slice('member/'.length),
    name: textOf(view.fields, 'full_name') || w().roster.unnamed,
  };
}

/** Made once: comparing through it is several times faster than `localeCompare`. */
const COLLATOR = new Intl.Collator('id');

export function byName(a: Person, b: Person): number {
  return COLLATOR.compare(a.name, b.name);
}

/** Everybody who can be picked, by name. */
export function pickable(cards: View[]): Person[] {
  return cards
    .filter((view) => textOf(view.fields, 'archived_on') === '')
    .map(personOf)
    .sort(byName);
}
