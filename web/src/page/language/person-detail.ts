import { textOf, type Person } from '../../plain/fields';
import { forum } from './forum.svelte';
import { w, wordFor } from './words.svelte';

/** What a person does and where, as lists say it below the name. */
export function detailOf({ view }: Person): string {
  if (!view) return w().picker.gone;
  const position = textOf(view.fields, 'position');
  const village = textOf(view.fields, 'village_code');
  return [position && wordFor('position', position), village && forum.villageName(village)]
    .filter((part) => part !== '')
    .join(' · ');
}

/** With those who are chosen and can be picked no more, so that they can be taken out. */
export function withChosen(
  people: Person[],
  chosen: string[],
  nameOf: (member: string) => string,
): Person[] {
  const gone = chosen.filter((id) => !people.some((one) => one.id === id));
  return [...gone.map((id) => ({ id, name: nameOf(id) })), ...people];
}
