import { Later } from '../shell/later.svelte';
import { w } from '../language/first-words.svelte';
import { kind as note } from '../note/kind';
import type { PagedKind } from '../shell/paged';

/** Notes and minutes that organisers alone read. */
export const kind: PagedKind = {
  ...note,
  name: 'board',
  route: 'catatan-pengurus',
  icon: 'lock',
  list: { title: () => w().kind['board'] ?? '' },
  menu: ({ role }) => (role === 'organiser' ? (w().kind['board'] ?? null) : null),
  called: () => w().kind['board'] ?? '',
  mayWrite: ({ role }) => role === 'organiser',
  readers: () => w().readers.board,
  pages: new Later(() => import('./pages')),
};
