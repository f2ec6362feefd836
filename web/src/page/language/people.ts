import type { View } from '../../between/contract';
import { textOf, type Person } from '../../plain/fields';
import { forum } from './forum.svelte';
import { w, wordFor } from './words.svelte';

/** Who a card is about, as lists show it. */
export function personOf(view: View): Person {
  const position = textOf(view.fields, 'position');
  const village = textOf(view.fields, 'village_code');
  return {
    view,
    id: view.doc.slice('member/'.length),
    name: textOf(view.fields, 'full_name') || w().roster.unnamed,
    detail: [position && wordFor('position', position), village && forum.villageName(village)]
      .filter((part) => part !== '')
      .join(' · '),
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

/** With those who are chosen and can be picked no more, so that they can be taken out. */
export function withChosen(
  people: Person[],
  chosen: string[],
  nameOf: (member: string) => string,
): Person[] {
  const gone = chosen.filter((id) => !people.some((one) => one.id === id));
  return [...gone.map((id) => ({ id, name: nameOf(id), detail: w().picker.gone })), ...people];
}
