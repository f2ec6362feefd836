import type { Spec } from '../../plain/fields';
import type { Group } from '../../plain/specs';

// In the order in which people read them.

export const NOTE_HEAD: Spec[] = [{ name: 'title', is: 'line', max: 200 }];

/** How far minutes are. */
export const STATE: Spec = { name: 'state', is: 'word', vocabulary: 'note_state' };

/** Under which number they are filed; proposed when they are approved. */
export const NUMBER: Spec = { name: 'number', is: 'line', max: 80 };

const MEETING: Spec[] = [
  { name: 'meeting_kind', is: 'word', vocabulary: 'meeting_kind' },
  { name: 'date', is: 'date', span: 'meeting' },
  { name: 'start', is: 'time' },
  { name: 'end', is: 'time' },
  { name: 'place', is: 'line', max: 200 },
];

/** What fits one screen, so that writing begins at once. */
export const MINUTES_HEAD: Spec[] = [...NOTE_HEAD, ...MEETING];

export const OFFICERS: Spec[] = [
  { name: 'chair', is: 'person' },
  { name: 'moderator', is: 'person' },
  { name: 'note_takers', is: 'people' },
  { name: 'speakers', is: 'people' },
];

export const NOTE_GROUPS: Group[] = [
  { name: 'meeting', specs: [NUMBER, ...MEETING, STATE] },
  { name: 'people', specs: OFFICERS },
];

export const AGENDA: Spec[] = [
  { name: 'title', is: 'line', max: 200 },
  { name: 'discussion', is: 'text' },
];

export const DECISION: Spec[] = [
  { name: 'text', is: 'line', max: 1000 },
  { name: 'amount_rp', is: 'rupiah' },
  { name: 'owner', is: 'person' },
  { name: 'due_on', is: 'date', span: 'due' },
];
