import type { Spec } from './fields';

// The fields of each kind of document, in the order in which people read them. The core checks values.

export interface Group {
  name: string;
  specs: Spec[];
}

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

export const FOLLOW_UP: Spec[] = [
  { name: 'what', is: 'line', max: 500 },
  { name: 'assignee', is: 'person' },
  { name: 'due_on', is: 'date', span: 'due' },
  { name: 'state', is: 'word', vocabulary: 'follow_up_state' },
];

export const NOTE_HEAD: Spec[] = [{ name: 'title', is: 'line', max: 200 }];

export const NOTE_GROUPS: Group[] = [
  {
    name: 'meeting',
    specs: [
      { name: 'meeting_kind', is: 'word', vocabulary: 'meeting_kind' },
      { name: 'date', is: 'date', span: 'meeting' },
      { name: 'start', is: 'time' },
      { name: 'end', is: 'time' },
      { name: 'place', is: 'line', max: 200 },
      { name: 'state', is: 'word', vocabulary: 'note_state' },
    ],
  },
  {
    name: 'people',
    specs: [
      { name: 'chair', is: 'person' },
      { name: 'moderator', is: 'person' },
      { name: 'note_takers', is: 'people' },
      { name: 'speakers', is: 'people' },
    ],
  },
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

export const SETTINGS_GROUPS: Group[] = [
  {
    name: 'identity',
    specs: [
      { name: 'name', is: 'line', max: 80 },
      { name: 'kecamatan', is: 'line', max: 80 },
      { name: 'kabupaten', is: 'line', max: 80 },
      { name: 'time_zone', is: 'word', vocabulary: 'time_zone' },
      { name: 'silent_days', is: 'word', vocabulary: 'silent_days' },
    ],
  },
  {
    name: 'letterhead',
    specs: [1, 2, 3, 4].map((line) => ({ name: `line_${line}`, is: 'line', max: 120 })),
  },
];

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

const ARCHIVED: Spec = { name: 'archived_on', is: 'date' };
const flat = (groups: Group[]) => groups.flatMap((group) => group.specs);

const CONSENT: Spec[] = [
  { name: 'given_on', is: 'date' },
  { name: 'withdrawn_on', is: 'date' },
];

const BY_PLACE: Record<string, Spec[]> = {
  member: flat(MEMBER_GROUPS),
  'member/consent': CONSENT,
  'log/entries': flat(ENTRY_GROUPS),
  'log/entries/follow_ups': FOLLOW_UP,
  note: [...NOTE_HEAD, { name: 'body', is: 'text' }, ...flat(NOTE_GROUPS)],
  'note/agenda': AGENDA,
  'note/decisions': DECISION,
  'note/follow_ups': FOLLOW_UP,
  settings: flat(SETTINGS_GROUPS),
  'settings/letterhead': flat(SETTINGS_GROUPS),
  'settings/terms': TERM,
  'settings/obligations': OBLIGATION,
};

/** How the field at a path is read, e.g. `entries/01J…/follow_ups/01J…/state` of a log. */
export function specAt(kind: string, path: string): Spec {
  const name = path.split('/').at(-1) ?? '';
  return specFor(kind, path) ?? { name, is: 'line', max: 1000 };
}

/** The same of what this page knows; nothing of what holds others, or is of a later version. */
export function specFor(kind: string, path: string): Spec | undefined {
  const segments = path.split('/');
  const name = segments[segments.length - 1] ?? '';
  if (segments[0] === 'attendance')
    return segments.length > 1
      ? { name: 'attendance', is: 'word', vocabulary: 'attendance' }
      : undefined;
  if (name === 'archived_on') return ARCHIVED;
  const records = segments.slice(0, -1).filter((_, place) => place % 2 === 0);
  const specs = BY_PLACE[[kind, ...records].join('/')] ?? [];
  return specs.find((spec) => spec.name === name);
}
