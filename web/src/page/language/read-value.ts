import { dateText, rupiahText } from './dates';
import { phoneText, type Spec } from '../../plain/fields';
import { forum } from './forum.svelte';
import { w, wordFor } from './words.svelte';

/** Signs of base64 for 1 kB. */
const PICTURE_KB = 4_000 / 3;

/** A stored value as a person reads it. */
export function readValue(spec: Spec, value: string, personName: (id: string) => string): string {
  if (value === '') return '';
  switch (spec.is) {
    case 'word':
    case 'words':
      return wordFor(spec.vocabulary, value);
    case 'date':
      return dateText(value);
    case 'time':
      return value.replace(':', '.');
    case 'rupiah':
      return rupiahText(Number(value));
    case 'phone':
      return phoneText(value);
    case 'village':
    case 'villages':
      return forum.villageName(value);
    case 'picture':
      return w().picture(Math.ceil(value.length / PICTURE_KB));
    case 'person':
    case 'people':
      return personName(value);
    default:
      return value;
  }
}
