import type { ConfidedWords } from './id-confided';

/** What not everybody reads, English. */
export const confided: ConfidedWords = {
  boardEmpty: 'Write here what is for organisers alone, a meeting of theirs for example.',
  about:
    'Notes between you and one person. Only the two of you read them; organisers and other members do not get them.',
  empty: 'No private mentoring yet.',
  begin: 'Begin with somebody',
  withWhom: 'Whom do you mentor?',
  youMentor: 'You mentor',
  mentorsYou: 'Mentors you',
  count: (n) => (n === 0 ? 'No entries yet' : n === 1 ? '1 entry' : `${n} entries`),
  last: (when) => `last ${when}`,
  add: 'Write down a meeting',
  emptyPair: 'Nothing written yet.',
  missing: 'This mentoring is not on this phone.',
};
