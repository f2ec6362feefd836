import type { Spec } from '../../plain/fields';
import type { Group } from '../../plain/specs';

// In the order in which people read them.

export const SETTINGS_GROUPS: Group[] = [
  {
    name: 'identity',
    specs: [
      { name: 'name', is: 'line', max: 80 },
      { name: 'kecamatan', is: 'line', max: 80 },
      { name: 'kabupaten', is: 'line', max: 80 },
      { name: 'time_zone', is: 'word', vocabulary: 'time_zone' },
      { name: 'silent_days', is: 'word', vocabulary: 'silent_days' },
      { name: 'minutes_days', is: 'word', vocabulary: 'minutes_days' },
    ],
  },
  {
    name: 'letterhead',
    specs: [1, 2, 3, 4].map((line) => ({ name: `line_${line}`, is: 'line', max: 120 })),
  },
];

export const LOGO: Spec = { name: 'logo', is: 'picture' };

export const TERM: Spec[] = [
  { name: 'title', is: 'line', max: 120 },
  { name: 'from', is: 'date' },
  { name: 'until', is: 'date' },
];

export const OBLIGATION: Spec[] = [
  { name: 'title', is: 'line', max: 200 },
  { name: 'due_on', is: 'date' },
  { name: 'every', is: 'word', vocabulary: 'every' },
];

/** What minutes or an entry can begin with. */
export const TEMPLATE: Spec[] = [
  { name: 'for_kind', is: 'word', vocabulary: 'template_for' },
  { name: 'title', is: 'line', max: 200 },
  { name: 'points', is: 'text' },
  { name: 'meeting_kind', is: 'word', vocabulary: 'meeting_kind' },
  { name: 'kind', is: 'word', vocabulary: 'mentoring_kind' },
  { name: 'medium', is: 'word', vocabulary: 'medium' },
];
