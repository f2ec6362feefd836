import { w } from '../language/first-words.svelte';
import { soon } from '../shell/later.svelte';
import type { PagedPlace } from '../shell/paged';

/** The kecamatan at one glance: nothing on it is to be decided. */
export const place: PagedPlace = {
  name: 'overview',
  route: 'ringkasan',
  icon: 'grid',
  parts: [],
  title: () => w().nav.overview,
  menu: () => w().nav.overview,
  pages: soon(() => import('./soon')),
};
