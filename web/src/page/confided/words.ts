import { confided as en } from '../../words/en-confided';
import { confided as id, type ConfidedWords } from '../../words/id-confided';
import { language } from '../language/words.svelte';

/** The words of these pages in the language on the screen. */
export function cw(): ConfidedWords {
  return language.code === 'id' ? id : en;
}
