import { listOf } from '../shell/route.svelte';
import { soon } from '../shell/later.svelte';
import type { PagedPlace } from '../shell/paged';
import { w } from '../language/first-words.svelte';

/** Two cards beside each other that seem to be of one person. */
export const place: PagedPlace = {
  name: 'same',
  route: 'orang-sama',
  icon: 'people',
  parts: ['a', 'b'],
  title: () => w().roster.same,
  back: () => listOf('member'),
  pages: soon(() => import('./same-soon')),
};
