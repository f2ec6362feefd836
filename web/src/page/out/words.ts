import { out as en } from '../../words/en-out';
import { out as id, type OutWords } from '../../words/id-out';
import { language } from '../language/words.svelte';

/** The words of exports in the language on the screen. */
export function xw(): OutWords {
  return language.code === 'id' ? id : en;
}
