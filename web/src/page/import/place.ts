import { w } from '../language/first-words.svelte';
import { Wanted } from '../shell/later.svelte';
import type { PagedPlace } from '../shell/paged';

/** Files that somebody has, taken in as cards, villages, entries and attendance. */
export const place: PagedPlace = {
  name: 'import',
  route: 'impor',
  icon: 'list',
  parts: ['what'],
  title: () => w().nav.importing,
  menu: ({ role }) => (role === 'organiser' ? w().nav.importing : null),
  pages: new Wanted(() => import('./wanted')),
};
