import { recordsOf, textOf, valueAt } from '../../plain/fields';
import type { Fields } from '../../between/contract';
import { isUlid } from '../../plain/ulid';
import { forum } from '../language/forum.svelte';
import { w } from '../language/first-words.svelte';
import { soon } from '../shell/later.svelte';
import type { PagedKind } from '../shell/paged';
import { href, hrefOf } from '../shell/route.svelte';
import { TENURE } from './specs';

const pages = soon(() => import('./soon'));
const called = () => w().kind['posts'] ?? '';

/** Who holds which position in which village, and who did. Behind it stands a tenure, or a village. */
export const kind: PagedKind = {
  name: 'posts',
  route: 'pejabat',
  icon: 'chair',
  parts: [],
  records: { name: 'tenures', key: 'tenure' },
  list: null,
  menu: called,
  called,
  title({ fields }, below) {
    const one = below && (valueAt(fields, below.slice(0, -1)) as Fields | undefined);
    if (!one) return called();
    const village = forum.villageName(textOf(one, 'village_code'));
    // Nobody names a tenure before its pages are there.
    const position = pages.pages?.wordFor('position', textOf(one, 'position'));
    return [position, village].filter(Boolean).join(' · ');
  },
  bar({ page, names: { tenure = '' } }, view) {
    if (page === 'document') return { title: called(), back: href.home };
    const [posts, one] = [hrefOf('posts'), recordsOf(view?.fields, 'tenures')];
    if (!isUlid(tenure)) return { title: forum.villageName(tenure), back: posts };
    const village = textOf(one.find(([key]) => key === tenure)?.[1], 'village_code');
    return { title: forum.villageName(village) || called(), back: `${posts}/${village}` };
  },
  specs: { tenures: TENURE },
  mayWrite: ({ role }) => role === 'organiser' || role === 'member',
  pages,
};
