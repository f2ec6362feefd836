import { village as en } from '../../words/en-village';
import { village as id, type VillageWords } from '../../words/id-village';
import { language } from '../language/words.svelte';

/** The words of these pages in the language on the screen. */
export function vw(): VillageWords {
  return language.code === 'id' ? id : en;
}
