import type { MeetingWords } from './id-meeting';

/** Who came, for events and minutes, in English. */
export const meeting: MeetingWords = {
  attendance: 'Attendance',
  disputed: (n) => `${n} undecided`,
  fillAttendance: 'Mark who was there',
  noAttendance: 'Not filled in yet.',
  unmarked: 'Open',
  otherMark: 'Other',
  allPresent: 'All present',
  searchPeople: 'Search name',
  byVillage: 'Which village',
  allVillages: 'All villages',
  guests: 'Guests',
  guestsHint: 'Not members. Several people may count at once; what they count is added up.',
  oneMore: 'One guest more',
  oneLess: 'One guest less',
};
