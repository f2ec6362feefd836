import { soon } from '../shell/later.svelte';
import type { PagedPlace } from '../shell/paged';
import { w } from '../language/first-words.svelte';

/** Pages of follow-ups, and what others show of them. */
export const tasksLater = soon(() => import('./soon'));

/** Everything that somebody has promised: of one person, of everybody, of a village. */
export const place: PagedPlace = {
  name: 'tasks',
  route: 'tindak-lanjut',
  icon: 'flag',
  parts: ['whose', 'village'],
  title: () => w().tasks.title,
  menu: () => w().tasks.title,
  pages: tasksLater,
};
