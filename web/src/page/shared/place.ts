import type { PagedPlace } from '../shell/paged';
import { Later } from '../shell/later.svelte';
import { w } from '../language/first-words.svelte';

/** A text that came from another app, or was pasted, until somebody says what it is. */
export const place: PagedPlace = {
  name: 'shared',
  // `sw.ts` leads here as well.
  route: 'teks-dibagikan',
  icon: 'chat',
  parts: [],
  title: () => w().shared.title,
  menu: ({ role }) => (role === 'organiser' || role === 'member' ? w().shared.paste : null),
  pages: new Later(() => import('./pages')),
};
