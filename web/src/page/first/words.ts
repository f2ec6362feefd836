import { first as en } from '../../words/en-first';
import { first as id, type FirstWords } from '../../words/id-first';
import { language } from '../language/words.svelte';

/** The words of the first steps in the language on the screen. */
export function fw(): FirstWords {
  return language.code === 'id' ? id : en;
}
