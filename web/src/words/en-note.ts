import type { NoteWords } from './id-note';

/** Notes and minutes, in English. */
export const note: NoteWords = {
  add: 'New note',
  newTitle: 'What will you write?',
  newMinutes: 'Minutes of a meeting',
  newMinutesText: 'With agenda, decisions and attendance',
  newFree: 'Free note',
  newFreeText: 'A title and text, written together',
  search: 'Search notes',
  empty: 'No notes yet.',
  emptyText: 'Start the minutes when the meeting starts. Others can write with you.',
  emptyReader: 'Notes appear here once members have written them.',
  agenda: 'Agenda',
  noAgenda: 'No agenda items yet.',
  addAgenda: 'Add agenda item',
  decisions: 'Decisions',
  noDecisions: 'No decisions yet.',
  addDecision: 'Add decision',
  archiveAsk: 'Archive this note?',
  isArchived: (when) => `This note was archived ${when}.`,
  parts: 'Parts of the minutes',
  came: 'Present',
  officers: 'Officers and state',
  toEvent: 'To the event',
  missing: 'This note is not on this phone.',
  group: { meeting: 'Meeting', people: 'Officers' },
};
