import { join as en } from '../../words/en-join';
import { join as id, type JoinWords } from '../../words/id-join';
import { language } from '../language/words.svelte';

/** The words of coming in, in the language on the screen. */
export function jw(): JoinWords {
  return language.code === 'id' ? id : en;
}
