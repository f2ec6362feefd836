import { recordsOf, textOf, valueAt } from '../../plain/fields';
import type { Fields } from '../../between/contract';
import { w } from '../language/first-words.svelte';
import { kind as log } from '../log/kind';
import { Later } from '../shell/later.svelte';
import type { PagedKind } from '../shell/paged';
import { hrefOf, listOf } from '../shell/route.svelte';

/** What two people, and nobody else, write down about the mentoring of one by the other, in one year. */
export const kind: PagedKind = {
  name: 'private',
  route: 'pendampingan-pribadi',
  icon: 'lock',
  parts: ['mentor', 'mentee', 'year'],
  records: { name: 'entries', key: 'entry' },
  list: { title: () => w().kind['private'] ?? '' },
  menu: () => w().kind['private'] ?? null,
  called: () => w().kind['private'] ?? '',
  title({ doc, fields }, below) {
    const entry = below && (valueAt(fields, below.slice(0, -1)) as Fields | undefined);
    if (entry) return textOf(entry, 'topic') || w().log.untitled;
    return `${w().kind['private']} ${doc.split('/')[3] ?? ''}`;
  },
  bar({ page, doc, names: { entry } }, view) {
    const title = w().kind['private'] ?? '';
    if (page === 'document') return { title, back: listOf('private') };
    const known = recordsOf(view?.fields, 'entries').some(([key]) => key === entry);
    return { title, back: known ? hrefOf(doc) : listOf('private') };
  },
  specs: log.specs,
  mayWrite: ({ member }, [mentor, mentee]) =>
    mentor === '' || mentor === member || mentee === member,
  readers: ([mentor = '', mentee = ''], nameOf) => w().readers.two(nameOf(mentor), nameOf(mentee)),
  pages: new Later(() => import('./pages')),
};
