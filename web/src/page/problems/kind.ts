import { isUlid } from '../../plain/ulid';
import { recordsOf, textOf, valueAt } from '../../plain/fields';
import { flat } from '../../plain/specs';
import type { Fields } from '../../between/contract';
import { forum } from '../language/forum.svelte';
import { w } from '../language/first-words.svelte';
import { soon } from '../shell/later.svelte';
import type { PagedKind } from '../shell/paged';
import { hrefOf, listOf } from '../shell/route.svelte';
import { PROBLEM_GROUPS } from './specs';

const pages = soon(() => import('./soon'));

/** What one village has to cope with. */
export const kind: PagedKind = {
  name: 'problems',
  route: 'masalah',
  icon: 'target',
  parts: ['village'],
  records: { name: 'problems', key: 'problem' },
  list: { title: () => w().kind['problems'] ?? '', whole: true },
  menu: () => w().kind['problems'] ?? '',
  called: () => w().kind['problems'] ?? '',
  title({ doc, fields }, below) {
    const one = below && (valueAt(fields, below.slice(0, -1)) as Fields | undefined);
    const [, village = ''] = doc.split('/');
    return (one && textOf(one, 'title')) || forum.villageName(village);
  },
  bar({ page, names: { village = '', problem = '' } }, view) {
    const name = forum.villageName(village);
    if (page === 'document') return { title: name, back: listOf('problems') };
    const doc = `problems/${village}`;
    // A category is called so by the words that come with the pages; until then it is the village's.
    if (!isUlid(problem))
      return { title: pages.pages?.wordFor('problem', problem) ?? name, back: hrefOf(doc) };
    const known = recordsOf(view?.fields, 'problems').some(([key]) => key === problem);
    return { title: name, back: known ? hrefOf(doc) : listOf('problems') };
  },
  specs: { problems: flat(PROBLEM_GROUPS) },
  mayWrite: ({ role }) => role === 'organiser' || role === 'member',
  pages,
};
