import { w } from '../language/first-words.svelte';
import type { PagedPlace } from '../shell/paged';
import { soon } from '../shell/later.svelte';

/** Everything there is that has no place in the bar at the bottom. */
export const place: PagedPlace = {
  name: 'more',
  route: 'lainnya',
  icon: 'list',
  parts: [],
  title: () => w().nav.more,
  pages: soon(() => import('./soon')),
};
