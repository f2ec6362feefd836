import type { Spec } from '../../plain/fields';

/** In the order in which people read them. */
export const TENURE: Spec[] = [
  { name: 'holder', is: 'person' },
  { name: 'position', is: 'word', vocabulary: 'position' },
  { name: 'village_code', is: 'village' },
  { name: 'position_status', is: 'word', vocabulary: 'position_status' },
  { name: 'from', is: 'date', span: 'decree' },
  { name: 'decree_no', is: 'line', max: 80 },
  { name: 'until', is: 'date', span: 'decree' },
  { name: 'left_by', is: 'word', vocabulary: 'left_by' },
];
