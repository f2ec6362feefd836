import { taking as en } from '../../../words/en-import';
import { taking as id, type ImportWords } from '../../../words/id-import';
import { language } from '../../language/words.svelte';

/** The words of taking files in, in the language on the screen. */
export function iw(): ImportWords {
  return language.code === 'id' ? id : en;
}
