import { w } from '../language/first-words.svelte';
import { soon } from '../shell/later.svelte';
import type { PagedKind } from '../shell/paged';
import { listOf } from '../shell/route.svelte';
import { gradesEverybody, periodName } from './periods';

/** The pages of grades, those of oneself among them. */
export const gradesLater = soon(() => import('./soon'));

/** What others think of one person's competences in one period. */
export const kind: PagedKind = {
  name: 'assessment',
  route: 'penilaian',
  icon: 'star',
  parts: ['member', 'period'],
  list: { title: () => w().kind['assessment'] ?? '', parts: ['period'] },
  menu: ({ role }) => (gradesEverybody(role) ? w().kind['assessment'] : w().kind['own']) ?? null,
  called: () => w().kind['assessment'] ?? '',
  title: ({ doc }) => `${w().kind['assessment']} ${periodName(doc.split('/')[2] ?? '')}`,
  bar: ({ names: { period = '' } }) => ({
    title: `${w().kind['assessment']} ${periodName(period)}`,
    back: listOf('assessment', period),
  }),
  specs: {
    '': [{ name: 'proofs', is: 'words', vocabulary: 'competence' }],
    scores: { name: 'scores', is: 'word', vocabulary: 'grade' },
    evidence: { name: 'evidence', is: 'line', max: 1000 },
    agreed: { name: 'agreed', is: 'word', vocabulary: 'grade' },
  },
  mayWrite: ({ role }) => gradesEverybody(role),
  readers: () => w().readers.grades,
  pages: gradesLater,
};
