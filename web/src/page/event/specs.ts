import type { Spec } from '../../plain/fields';
import type { Group } from '../../plain/specs';

export const EVENT_HEAD: Spec[] = [{ name: 'title', is: 'line', max: 200 }];

/** In the order in which people read them. */
export const EVENT_GROUPS: Group[] = [
  {
    name: 'when',
    specs: [
      { name: 'meeting_kind', is: 'word', vocabulary: 'meeting_kind' },
      { name: 'date', is: 'date', span: 'meeting' },
      { name: 'start', is: 'time' },
      { name: 'end', is: 'time' },
      { name: 'place', is: 'line', max: 200 },
      { name: 'state', is: 'word', vocabulary: 'mentoring_state' },
    ],
  },
  {
    name: 'about',
    specs: [
      { name: 'about', is: 'text' },
      { name: 'competences', is: 'words', vocabulary: 'competence' },
      { name: 'villages', is: 'villages' },
    ],
  },
  {
    name: 'people',
    specs: [
      { name: 'speakers', is: 'people' },
      { name: 'moderator', is: 'person' },
    ],
  },
];

/** Mostly everybody, so it is read last. */
export const EVENT_INVITED: Group = {
  name: 'invited',
  specs: [{ name: 'invited', is: 'people' }],
};
