import { tasks as en } from '../../words/en-tasks';
import { tasks as id, type TaskWords } from '../../words/id-tasks';
import { language } from '../language/words.svelte';

/** The words of these pages in the language on the screen. */
export function tw(): TaskWords {
  return language.code === 'id' ? id : en;
}
