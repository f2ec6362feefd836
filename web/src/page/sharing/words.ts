import { sharing as en } from '../../words/en-sharing';
import { sharing as id, type SharingWords } from '../../words/id-sharing';
import { language } from '../language/words.svelte';

/** The words of handing on, in the language on the screen. */
export function sw(): SharingWords {
  return language.code === 'id' ? id : en;
}
