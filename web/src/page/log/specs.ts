import type { Group } from '../../plain/specs';

// In the order in which people read them.

export const ENTRY_GROUPS: Group[] = [
  {
    name: 'what',
    specs: [
      { name: 'topic', is: 'line', max: 300 },
      { name: 'kind', is: 'word', vocabulary: 'mentoring_kind' },
      { name: 'state', is: 'word', vocabulary: 'mentoring_state' },
      { name: 'date', is: 'date', span: 'meeting' },
      { name: 'start', is: 'time' },
      { name: 'end', is: 'time' },
    ],
  },
  {
    name: 'who',
    specs: [
      { name: 'mentors', is: 'people' },
      { name: 'mentees', is: 'people' },
      { name: 'villages', is: 'villages' },
    ],
  },
  {
    name: 'result',
    specs: [
      { name: 'notes', is: 'text' },
      { name: 'result', is: 'text' },
      { name: 'amount_rp', is: 'rupiah' },
    ],
  },
  {
    name: 'how',
    specs: [
      { name: 'medium', is: 'word', vocabulary: 'medium' },
      { name: 'mentor_stance', is: 'word', vocabulary: 'mentor_stance' },
      { name: 'stage', is: 'word', vocabulary: 'stage' },
      { name: 'competences', is: 'words', vocabulary: 'competence' },
      { name: 'problems', is: 'words', vocabulary: 'problem' },
    ],
  },
];
