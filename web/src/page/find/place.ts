import { Later } from '../shell/later.svelte';
import type { PagedPlace } from '../shell/paged';
import { w } from '../language/first-words.svelte';

/** One search for everything that this person may see. */
export const place: PagedPlace = {
  name: 'find',
  route: 'cari',
  icon: 'search',
  parts: [],
  title: () => w().action.search,
  menu: () => w().action.search,
  pages: new Later(() => import('./pages')),
};
