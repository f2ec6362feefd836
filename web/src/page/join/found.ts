import { w } from '../language/words.svelte';
import type { Found } from '../../plain/secret';
import { jw } from './words';

/** The sentence for a text in which there is no invitation; empty if there is one. */
export function foundTrouble(found: Found): string {
  if ('secret' in found) return '';
  if ('digits' in found) return w().arrive[found.trouble](found.digits);
  return found.trouble === 'several' ? w().arrive.several : jw().badLink;
}
