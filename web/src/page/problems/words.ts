import { problems as en } from '../../words/en-problems';
import { problems as id, type ProblemWords } from '../../words/id-problems';
import { language } from '../language/words.svelte';

/** The words of these pages in the language on the screen. */
export function pw(): ProblemWords {
  return language.code === 'id' ? id : en;
}
