import { w } from '../language/first-words.svelte';
import { Later } from '../shell/later.svelte';
import type { PagedPlace } from '../shell/paged';
import { href } from '../shell/route.svelte';
import { reportAt } from './address';

/** What is asked often of everything that was written down, each with an answer to print. */
export const place: PagedPlace = {
  name: 'reports',
  route: 'laporan',
  icon: 'grid',
  parts: ['report', 'period', 'narrow', 'form'],
  title: () => w().nav.reports,
  back: ({ report = '', period = '', narrow = '', form }) =>
    form ? reportAt(report, period, narrow) : report ? reportAt() : href.home,
  menu: () => w().nav.reports,
  pages: new Later(() => import('./pages')),
};
