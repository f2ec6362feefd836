import { w } from '../../language/first-words.svelte';
import type { PagedKind } from '../../shell/paged';
import { listOf } from '../../shell/route.svelte';
import { gradesLater } from '../kind';
import { periodName } from '../periods';

/** What one person thinks of their own competences. Its page shows what others think, too. */
export const kind: PagedKind = {
  name: 'own',
  route: 'penilaian-diri',
  icon: 'star',
  parts: ['member', 'period'],
  list: null,
  called: () => w().kind['own'] ?? '',
  title: ({ doc }) => `${w().kind['own']} ${periodName(doc.split('/')[2] ?? '')}`,
  bar: ({ names: { period = '' } }) => ({
    title: `${w().kind['own']} ${periodName(period)}`,
    back: listOf('assessment', period),
  }),
  specs: {
    own_grades: { name: 'own_grades', is: 'word', vocabulary: 'grade' },
    own_evidence: { name: 'own_evidence', is: 'line', max: 1000 },
  },
  mayWrite: ({ member }, [subject]) => subject === member || subject === '',
  readers: () => w().readers.grades,
  pages: gradesLater,
};
