import { Later } from '../shell/later.svelte';
import type { PagedPlace } from '../shell/paged';
import { w } from '../language/first-words.svelte';

/** The guide on one sheet, and help on every page. */
export const place: PagedPlace = {
  name: 'guide',
  route: 'panduan',
  icon: 'help',
  parts: [],
  title: () => w().nav.guide,
  menu: () => w().nav.guide,
  pages: new Later(() => import('./pages')),
};

export const helpLater = new Later(() => import('./help'));
