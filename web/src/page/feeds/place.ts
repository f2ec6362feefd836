import { w } from '../language/first-words.svelte';
import { Wanted } from '../shell/later.svelte';
import type { PagedPlace } from '../shell/paged';
import { href } from '../shell/route.svelte';

/** Lists that a spreadsheet reads from the relay by itself, each with a key of its own. The organisers' desk leads here. */
export const place: PagedPlace = {
  name: 'feeds',
  route: 'umpan',
  icon: 'grid',
  parts: [],
  title: () => w().nav.feeds,
  back: () => href.desk,
  pages: new Wanted(() => import('./wanted')),
};
