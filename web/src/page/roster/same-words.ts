import { roster as en } from '../../words/en-roster';
import { roster as id, type RosterWords } from '../../words/id-roster';
import { language } from '../language/words.svelte';

/** The words about cards of one person in the language on the screen. */
export function ow(): RosterWords {
  return language.code === 'id' ? id : en;
}
