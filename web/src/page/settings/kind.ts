import { flat } from '../../plain/specs';
import { SETTINGS } from '../language/forum.svelte';
import { w } from '../language/first-words.svelte';
import { href } from '../shell/route.svelte';
import type { PagedKind } from '../shell/paged';
import { settingsLater } from './later';
import { LOGO, OBLIGATION, SETTINGS_GROUPS, TEMPLATE, TERM } from './specs';

/** The settings of the forum. */
export const kind: PagedKind = {
  name: SETTINGS,
  route: 'pengaturan/forum',
  icon: 'gear',
  parts: [],
  list: null,
  called: () => w().kind[SETTINGS] ?? '',
  title: () => w().kind[SETTINGS] ?? '',
  bar: () => ({ title: w().settings.forum, back: href.settings }),
  specs: {
    '': [...flat(SETTINGS_GROUPS), LOGO],
    letterhead: flat(SETTINGS_GROUPS),
    terms: TERM,
    obligations: OBLIGATION,
    templates: TEMPLATE,
  },
  mayWrite: ({ role }) => role === 'organiser',
  pages: settingsLater,
};
