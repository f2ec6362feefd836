import { find as en } from '../../words/en-find';
import { find as id, type FindWords } from '../../words/id-find';
import { language } from '../language/words.svelte';

/** The words of searching in the language on the screen. */
export function sw(): FindWords {
  return language.code === 'id' ? id : en;
}
