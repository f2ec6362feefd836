import { posts as en } from '../../words/en-posts';
import { posts as id, type PostWords } from '../../words/id-posts';
import { language } from '../language/words.svelte';

/** The words of these pages in the language on the screen. */
export function ow(): PostWords {
  return language.code === 'id' ? id : en;
}
