import { settings as en } from '../../words/en-settings';
import { settings as id, type SettingsWords } from '../../words/id-settings';
import { language } from '../language/words.svelte';

/** The words of the forum's settings in the language on the screen. */
export function sw(): SettingsWords {
  return language.code === 'id' ? id : en;
}
