import { flat } from '../../plain/specs';
import { personOf } from '../language/people';
import { w } from '../language/first-words.svelte';
import { listOf } from '../shell/route.svelte';
import type { PagedKind } from '../shell/paged';
import { soon } from '../shell/later.svelte';
import { CONSENT, MEMBER_GROUPS, MERGED_INTO } from './specs';

/** The card of a person. */
export const kind: PagedKind = {
  name: 'member',
  route: 'anggota',
  icon: 'people',
  parts: ['id'],
  list: { title: () => w().roster.title, tab: () => w().nav.roster },
  called: () => w().kind['member'] ?? '',
  title: (view) => personOf(view).name,
  bar: ({ kind: name }) => ({ title: w().roster.one, back: listOf(name) }),
  specs: { '': [...flat(MEMBER_GROUPS), MERGED_INTO], consent: CONSENT },
  mayWrite: ({ role, member }, names) =>
    role === 'organiser' || (role === 'member' && names[0] === member),
  pages: soon(() => import('./soon')),
};
