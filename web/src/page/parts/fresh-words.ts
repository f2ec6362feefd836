import { fresh as en } from '../../words/en-fresh';
import { fresh as id, type FreshWords } from '../../words/id-fresh';
import { language } from '../language/words.svelte';

/** The words about what is new in the language on the screen. */
export function fw(): FreshWords {
  return language.code === 'id' ? id : en;
}
