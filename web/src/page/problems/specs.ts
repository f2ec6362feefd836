import type { Group } from '../../plain/specs';

// In the order in which people read them.

export const PROBLEM_GROUPS: Group[] = [
  {
    name: 'what',
    specs: [
      { name: 'title', is: 'line', max: 300 },
      { name: 'category', is: 'word', vocabulary: 'problem' },
      { name: 'severity', is: 'word', vocabulary: 'severity' },
      { name: 'since', is: 'date', span: 'decree' },
      { name: 'detail', is: 'text' },
    ],
  },
  {
    name: 'plan',
    specs: [
      { name: 'problem_state', is: 'word', vocabulary: 'problem_state' },
      { name: 'target_on', is: 'date', span: 'due' },
      { name: 'competences', is: 'words', vocabulary: 'competence' },
    ],
  },
  {
    name: 'solution',
    specs: [
      { name: 'solution', is: 'text' },
      { name: 'solved_on', is: 'date' },
    ],
  },
];
