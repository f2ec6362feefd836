import { log as en } from '../../words/en-log';
import { log as id, type LogWords } from '../../words/id-log';
import { language } from '../language/words.svelte';

/** The words of these pages in the language on the screen. */
export function lw(): LogWords {
  return language.code === 'id' ? id : en;
}
