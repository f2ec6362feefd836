import { history as en } from '../../words/en-history';
import { history as id, type HistoryWords } from '../../words/id-history';
import { language } from '../language/words.svelte';

/** The words of this page in the language on the screen. */
export function hw(): HistoryWords {
  return language.code === 'id' ? id : en;
}
