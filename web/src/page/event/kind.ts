import { textOf } from '../../plain/fields';
import { FILE, flat } from '../../plain/specs';
import { w } from '../language/first-words.svelte';
import { hrefOf, listOf } from '../shell/route.svelte';
import type { PagedKind } from '../shell/paged';
import { eventLater } from './later';
import { EVENT_GROUPS, EVENT_HEAD, EVENT_INVITED } from './specs';

/** A training or a meeting: who is asked, who comes, who came. */
export const kind: PagedKind = {
  name: 'event',
  route: 'kegiatan',
  icon: 'calendar',
  parts: ['id'],
  list: { title: () => w().kind['event'] ?? '' },
  menu: () => w().kind['event'] ?? null,
  called: () => w().kind['event'] ?? '',
  title: (view) => textOf(view.fields, 'title') || w().note.untitled,
  bar({ kind: name, doc, begin }) {
    // Marking who came is a page of its own, below that of the event.
    return { title: w().kind['event'] ?? '', back: begin === '' ? listOf(name) : hrefOf(doc) };
  },
  specs: {
    '': [...EVENT_HEAD, ...flat([...EVENT_GROUPS, EVENT_INVITED])],
    files: FILE,
    attendance: { name: 'attendance', is: 'word', vocabulary: 'attendance' },
    promised: { name: 'promised', is: 'word', vocabulary: 'promise' },
  },
  mayWrite: ({ role }) => role === 'organiser' || role === 'member',
  pages: eventLater,
};
