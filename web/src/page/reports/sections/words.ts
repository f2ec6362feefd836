import { reports as en } from '../../../words/en-reports';
import { reports as id, type ReportWords } from '../../../words/id-reports';
import { language } from '../../language/words.svelte';

/** The words of these pages in the language on the screen. */
export function rw(): ReportWords {
  return language.code === 'id' ? id : en;
}
