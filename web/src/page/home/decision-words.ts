import { decisions as en } from '../../words/en-decisions';
import { decisions as id, type DecisionWords } from '../../words/id-decisions';
import { language } from '../language/words.svelte';

/** The words about decisions in the language on the screen. */
export function dw(): DecisionWords {
  return language.code === 'id' ? id : en;
}
