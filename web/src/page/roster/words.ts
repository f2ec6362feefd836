import { about as en } from '../../words/en-about';
import { about as id, type AboutWords } from '../../words/id-about';
import { language } from '../language/words.svelte';

/** What is said of a person besides their card, in the language on the screen. */
export function aw(): AboutWords {
  return language.code === 'id' ? id : en;
}
