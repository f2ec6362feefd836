import { guide as en } from '../../words/en-guide';
import { guide as id, type GuideWords } from '../../words/id-guide';
import { language } from '../language/words.svelte';

/** The words of the guide in the language on the screen. */
export function gw(): GuideWords {
  return language.code === 'id' ? id : en;
}
