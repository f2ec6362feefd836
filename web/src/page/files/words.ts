import { files as en } from '../../words/en-files';
import { files as id, type FilesWords } from '../../words/id-files';
import { language } from '../language/words.svelte';

/** The words of pictures and files in the language on the screen. */
export function fw(): FilesWords {
  return language.code === 'id' ? id : en;
}
