import { soon } from '../shell/later.svelte';
import type { PagedPlace } from '../shell/paged';
import { w } from '../language/first-words.svelte';

/** The list of reminders, what the first page shows of it, and what the phone shows outside of the app. */
export const remindersLater = soon(() => import('./soon'));

/** What somebody should hear of, whatever it stands in. */
export const place: PagedPlace = {
  name: 'reminders',
  route: 'pengingat',
  icon: 'clock',
  parts: [],
  title: () => w().reminders,
  menu: () => w().reminders,
  pages: remindersLater,
};
