import { shared as en } from '../../words/en-shared';
import { shared as id, type SharedWords } from '../../words/id-shared';
import { language } from '../language/words.svelte';

/** The words of this page in the language on the screen. */
export function sw(): SharedWords {
  return language.code === 'id' ? id : en;
}
