import { fromAddress } from '../../plain/address';
import { w } from '../language/first-words.svelte';
import { Wanted } from '../shell/later.svelte';
import type { PagedPlace } from '../shell/paged';
import { href, hrefOf, placeAt } from '../shell/route.svelte';

/** What is put on paper, with how it is to look there. */
export const place: PagedPlace = {
  name: 'print',
  route: 'cetak',
  icon: 'print',
  parts: ['what', 'of'],
  title: () => w().nav.print,
  back: ({ what, of = '' }) =>
    what === 'desa'
      ? placeAt('village', of)
      : of !== ''
        ? hrefOf(fromAddress(of))
        : what
          ? placeAt('print')
          : href.home,
  menu: () => w().nav.print,
  pages: new Wanted(() => import('./wanted')),
};
