import { meeting as en } from '../../words/en-meeting';
import { meeting as id, type MeetingWords } from '../../words/id-meeting';
import { language } from '../language/words.svelte';

/** The words of what events and minutes share, in the language on the screen. */
export function mw(): MeetingWords {
  return language.code === 'id' ? id : en;
}
