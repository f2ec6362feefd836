import type { AboutWords } from './id-about';

/** What the forum knows about a person besides their card, English. */
export const about: AboutWords = {
  tenures: 'Posts held in villages',
  span: (from, until) => `${from || '…'} – ${until || 'now'}`,
  village: 'Their village',
  mentored: (n) => `Mentored others · ${n}`,
  helped: (n) => `Was mentored · ${n}`,
  tasks: (n) => `Open follow-ups · ${n}`,
  due: (when) => `due ${when}`,
  parts: (n) => `Parts in meetings and events · ${n}`,
  confided: 'Private entries with you',
  came: (n) => `Attendance · ${n}`,
  grades: 'Grades',
};
