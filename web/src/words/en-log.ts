import { count } from './en-count';
import type { LogWords } from './id-log';

/** Mentoring, in English. */
export const log: LogWords = {
  silent: (n: number) => `Silent for ${count(n, 'day')}`,
  never: 'Never yet',
  add: 'Log mentoring',
  year: 'Year',
  whoMentored: 'Who has mentored on what',
  times: (n) => count(n, 'time'),
  wholeVillage: 'All about this village',
  search: 'Search topic, people, village',
  visits: (n) => (n === 0 ? 'No entries yet' : count(n, 'entry', 'entries')),
  last: (when) => `last ${when}`,
  empty: 'No entries for this village yet.',
  emptyText: 'Log a visit, consultation or training once it is over. Topic and date will do.',
  emptyReader: 'Entries show up here once members log mentoring in this village.',
  newTitle: 'New mentoring entry',
  where: 'Which village?',
  when: 'Which date?',
  start: 'Start the entry',
  tapVillage: 'Or tap the village:',
  startAs: 'Start right away as',
  nearMentees: 'Perhaps mentored',
  openFollowUps: (n) => count(n, 'follow-up'),
  links: {
    title: 'Belongs to',
    entries: (n) => `Mentoring that belongs to it · ${n}`,
    hint: 'Tap what this entry was about.',
    problem: 'Problem',
    event: 'Event',
  },
  archiveAsk: 'Archive this entry?',
  isArchived: (when) => `This entry was archived ${when}.`,
  group: { what: 'Subject', who: 'People', how: 'Manner', result: 'Account and result' },
  missing: 'This entry is not on this phone.',
  noVillages: 'There is no list of villages yet.',
  fillVillages: 'Fill in the villages',
  toRoster: 'See who the organisers are',
  askVillages: 'Ask an organiser to fill it in under Forum settings.',
  total: (entries, villages) =>
    `${count(entries, 'entry', 'entries')} in ${count(villages, 'village')}`,
};
