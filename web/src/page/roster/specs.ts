import type { Spec } from '../../plain/fields';
import type { Group } from '../../plain/specs';

// In the order in which people read them.

export const MEMBER_GROUPS: Group[] = [
  {
    name: 'identity',
    specs: [
      { name: 'full_name', is: 'line', max: 120 },
      { name: 'nickname', is: 'line', max: 60 },
      { name: 'title_prefix', is: 'line', max: 40 },
      { name: 'title_suffix', is: 'line', max: 40 },
      { name: 'education', is: 'word', vocabulary: 'education' },
      { name: 'prior_background', is: 'line', max: 200 },
    ],
  },
  {
    name: 'contact',
    specs: [
      { name: 'phone', is: 'phone' },
      { name: 'email', is: 'email' },
    ],
  },
  {
    name: 'post',
    specs: [
      { name: 'village_code', is: 'village' },
      { name: 'position', is: 'word', vocabulary: 'position' },
      { name: 'position_status', is: 'word', vocabulary: 'position_status' },
      { name: 'appointment_route', is: 'word', vocabulary: 'appointment_route' },
      { name: 'decree_no', is: 'line', max: 80 },
      { name: 'decree_on', is: 'date', span: 'decree' },
      { name: 'position_since', is: 'date', span: 'decree' },
      { name: 'service_since', is: 'date', span: 'decree' },
    ],
  },
  {
    name: 'forum',
    specs: [
      { name: 'status', is: 'word', vocabulary: 'member_status' },
      { name: 'can_speak_on', is: 'words', vocabulary: 'competence' },
    ],
  },
  { name: 'note', specs: [{ name: 'note', is: 'text' }] },
];

/** The card that stands for this one, of the same person. */
export const MERGED_INTO: Spec = { name: 'merged_into', is: 'person' };

/** What the relay is told when somebody agrees that their data is kept. */
export const CONSENT: Spec[] = [
  { name: 'given_on', is: 'date' },
  { name: 'withdrawn_on', is: 'date' },
];
