import { listOf } from '../shell/route.svelte';
import { soon } from '../shell/later.svelte';
import type { PagedPlace } from '../shell/paged';
import { ow } from './same-words';

/** Two cards beside each other that seem to be of one person. */
export const place: PagedPlace = {
  name: 'same',
  route: 'orang-sama',
  icon: 'people',
  parts: ['a', 'b'],
  title: () => ow().same,
  back: () => listOf('member'),
  pages: soon(() => import('./same-soon')),
};
