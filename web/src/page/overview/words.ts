import { overview as en } from '../../words/en-village';
import { overview as id, type OverviewWords } from '../../words/id-village';
import { language } from '../language/words.svelte';

/** The words of this page in the language on the screen. */
export function sw(): OverviewWords {
  return language.code === 'id' ? id : en;
}
