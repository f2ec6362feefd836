import { print as en } from '../../words/en-print';
import { print as id, type PrintWords } from '../../words/id-print';
import { language } from '../language/words.svelte';

/** The words of these pages, and of the paper, in the language on the screen. */
export function pw(): PrintWords {
  return language.code === 'id' ? id : en;
}
