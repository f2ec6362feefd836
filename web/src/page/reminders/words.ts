import { reminders as en } from '../../words/en-reminders';
import { reminders as id, type ReminderWords } from '../../words/id-reminders';
import { language } from '../language/words.svelte';

/** The words of these pages in the language on the screen. */
export function rw(): ReminderWords {
  return language.code === 'id' ? id : en;
}
