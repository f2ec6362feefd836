import { textOf } from '../../plain/fields';
import { FILE, flat, FOLLOW_UP } from '../../plain/specs';
import { w } from '../language/first-words.svelte';
import { listOf } from '../shell/route.svelte';
import type { PagedKind } from '../shell/paged';
import { APPROVED, FREE } from './begins';
import { noteLater } from './later';
import { AGENDA, DECISION, NOTE_GROUPS, NOTE_HEAD } from './specs';

/** Minutes of a meeting, or a free note. */
export const kind: PagedKind = {
  name: 'note',
  route: 'catatan',
  icon: 'note',
  parts: ['id'],
  list: { title: () => w().note.title, tab: () => w().nav.note },
  called: () => w().kind['note'] ?? '',
  title: (view) => textOf(view.fields, 'title') || w().note.untitled,
  bar({ kind: name, begin }, view) {
    const free = (textOf(view?.fields, 'form') || begin) === FREE;
    return { title: free ? w().note.one : w().note.minutes, back: listOf(name) };
  },
  specs: {
    '': [...NOTE_HEAD, { name: 'body', is: 'text' }, ...flat(NOTE_GROUPS)],
    agenda: AGENDA,
    decisions: DECISION,
    follow_ups: FOLLOW_UP,
    files: FILE,
    attendance: { name: 'attendance', is: 'word', vocabulary: 'attendance' },
  },
  mayWrite: ({ role }) => role === 'organiser' || role === 'member',
  // Organisers approve minutes.
  mayChoose: (role, path, value) => role === 'organiser' || path !== 'state' || value !== APPROVED,
  pages: noteLater,
};
