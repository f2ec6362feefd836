import { Later } from '../shell/later.svelte';
import type { PagedPlace } from '../shell/paged';
import { w } from '../language/first-words.svelte';

/** Lists as files. */
export const place: PagedPlace = {
  name: 'out',
  route: 'ekspor',
  icon: 'archive',
  parts: ['table'],
  title: () => w().nav.out,
  menu: () => w().nav.out,
  pages: new Later(() => import('./pages')),
};
