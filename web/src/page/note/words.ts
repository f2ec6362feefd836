import { note as en } from '../../words/en-note';
import { note as id, type NoteWords } from '../../words/id-note';
import { language } from '../language/words.svelte';

/** The words of these pages in the language on the screen. */
export function nw(): NoteWords {
  return language.code === 'id' ? id : en;
}
