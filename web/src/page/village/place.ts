import { forum } from '../language/forum.svelte';
import { w } from '../language/first-words.svelte';
import { soon } from '../shell/later.svelte';
import type { PagedPlace } from '../shell/paged';
import { href, placeAt } from '../shell/route.svelte';

/** Everything about one village; all villages, where none is named. */
export const place: PagedPlace = {
  name: 'village',
  route: 'desa',
  icon: 'village',
  parts: ['code'],
  title: ({ code }) => (code ? forum.villageName(code) : w().nav.villages),
  back: ({ code }) => (code ? placeAt('village') : href.home),
  menu: () => w().nav.villages,
  pages: soon(() => import('./soon')),
};
