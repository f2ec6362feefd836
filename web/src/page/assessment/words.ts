import { grades as en } from '../../words/en-grades';
import { grades as id, type GradeWords } from '../../words/id-grades';
import { language } from '../language/words.svelte';

/** The words of these pages in the language on the screen. */
export function gw(): GradeWords {
  return language.code === 'id' ? id : en;
}
