import { soon } from '../shell/later.svelte';
import { hrefOf, pageOf } from '../shell/route.svelte';
import type { PagedPlace } from '../shell/paged';
import { w } from '../language/first-words.svelte';
import { fromAddress } from '../../plain/address';

/** How a document, or a record in it, became what it is. */
export const place: PagedPlace = {
  name: 'history',
  route: 'riwayat',
  icon: 'clock',
  parts: ['doc', 'record'],
  title: () => w().action.history,
  back: ({ doc = '', record = '' }) =>
    record === '' ? hrefOf(fromAddress(doc)) : pageOf(fromAddress(doc), `${fromAddress(record)}/`),
  pages: soon(() => import('./soon')),
};
