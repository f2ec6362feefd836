import { event as en } from '../../words/en-event';
import { event as id, type EventWords } from '../../words/id-event';
import { language } from '../language/words.svelte';

/** The words of these pages in the language on the screen. */
export function ew(): EventWords {
  return language.code === 'id' ? id : en;
}
