import { recordsOf, textOf, valueAt } from '../../plain/fields';
import { FILE, flat, FOLLOW_UP } from '../../plain/specs';
import type { Fields } from '../../between/contract';
import { forum } from '../language/forum.svelte';
import { w } from '../language/first-words.svelte';
import { hrefOf, listOf } from '../shell/route.svelte';
import type { PagedKind } from '../shell/paged';
import { yearOf } from './entries';
import { logLater } from './later';
import { ENTRY_GROUPS } from './specs';

/** The mentoring of one village in one year. */
export const kind: PagedKind = {
  name: 'log',
  route: 'pendampingan',
  icon: 'log',
  parts: ['village', 'year'],
  records: { name: 'entries', key: 'entry' },
  list: { title: () => w().log.title, tab: () => w().nav.log, parts: ['year'] },
  called: () => w().kind['log'] ?? '',
  title({ doc, fields }, below) {
    const entry = below && (valueAt(fields, below.slice(0, -1)) as Fields | undefined);
    if (entry) return textOf(entry, 'topic') || w().log.untitled;
    const [, village = '', year = ''] = doc.split('/');
    return `${forum.villageName(village)} ${year}`;
  },
  bar({ page, names: { village = '', year = '', entry } }, view) {
    const name = forum.villageName(village);
    if (page === 'document') return { title: `${name} ${year}`, back: listOf('log', year) };
    const found = recordsOf(view?.fields, 'entries').find(([key]) => key === entry)?.[1];
    return { title: name, back: hrefOf(`log/${village}/${yearOf(found, year)}`) };
  },
  specs: { entries: flat(ENTRY_GROUPS), 'entries/follow_ups': FOLLOW_UP, files: FILE },
  mayWrite: ({ role }) => role === 'organiser' || role === 'member',
  pages: logLater,
};
