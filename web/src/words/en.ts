import { failure } from './en-failure';
import { arrive } from './en-arrive';
import { count } from './en-count';
import { tick } from './en-tick';
import type { Words } from './id';

/** English, for facilitators and visitors. */
export const en: Words = {
  code: 'en',
  app: 'Paguyuban',
  nav: {
    home: 'Home',
    roster: 'Members',
    log: 'Mentoring',
    note: 'Notes',
    more: 'More',
    out: 'Export',
    guide: 'Guide',
    help: 'Help',
    villages: 'Villages',
    importing: 'Import data',
    feeds: 'Data feeds',
    overview: 'Overview',
    print: 'Print',
    reports: 'Reports',
    label: 'Main menu',
    skip: 'Skip to content',
    pick: 'Choose from the list on the left.',
    keys: 'Keyboard: / searches, arrows ↑ ↓ move, Enter opens, arrow ← or Esc goes back',
  },
  action: {
    undo: 'Undo',
    back: 'Back',
    add: 'Add',
    edit: 'Edit',
    done: 'Save',
    close: 'Close',
    cancel: 'Cancel',
    later: 'Later',
    retry: 'Try again',
    archive: 'Archive',
    restore: 'Restore',
    choose: 'Choose',
    pickThis: 'Use this',
    pickDate: 'Pick from a calendar',
    pickTime: 'Pick a time',
    remove: 'Remove from list',
    moveUp: (what) => `${what}: move up`,
    moveDown: (what) => `${what}: move down`,
    inDays: (n) => `+${count(n, 'day')}`,
    more: 'More',
    search: 'Search',
    clear: 'Clear',
    syncNow: 'Sync now',
    settings: 'Settings',
    seeAll: 'See all',
    markRead: 'Mark all as read',
    understood: 'Got it',
    history: 'History',
    stepBack: 'Take the last step back',
    stepOn: 'Do it again',
  },
  loading: 'Opening what is on this phone…',
  fetching: 'Fetching the forum’s data…',
  empty: 'Not filled in',
  someone: 'Someone',
  unknownMember: 'Erased or unknown member',
  picture: (kB) => `picture of ${kB} kB`,
  you: 'You',
  and: (names, more) => (more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ')),

  kind: {
    member: 'Card',
    log: 'Mentoring',
    note: 'Note',
    board: "Organisers' note",
    private: 'Private mentoring',
    assessment: 'Grades',
    settings: 'Forum settings',
    event: 'Event',
    problems: 'Problems of a village',
    posts: 'Officials of villages',
    own: 'Own assessment',
  } as Record<string, string>,

  home: {
    obligations: 'What villages owe',
    greeting: (hour) =>
      hour < 4
        ? 'Good evening'
        : hour < 11
          ? 'Good morning'
          : hour < 18
            ? 'Good afternoon'
            : 'Good evening',
    unresolved: 'To be decided',
    unresolvedText: 'Two people wrote different things. Pick the right one.',
    unsent: 'Not sent yet',
    unsentText: 'Safe on this phone; sent by itself when there is a signal.',
    refused: 'Held back',
    refusedText: 'The office did not take these changes. They stay on your phone.',
    refusedGo: 'Look, and save them',
    revokedText:
      'Nothing is lost. Everything stays on this phone, and what was not sent can be carried as a file.',
    unread: 'New from others',
    allRead: (n) => `${count(n, 'document')} marked as read.`,
    followUps: 'Your follow-ups',
    overdue: 'overdue',
    start: 'Where would you like to start?',
    quiet: 'Nothing new. Everything is read and sent.',
    newEntry: 'Log mentoring',
    newMinutes: 'Write minutes',
    openRoster: 'See members',
    by: (name, when) => `${name} · ${when}`,
    disputes: (n) => `${count(n, 'thing')} to decide`,
  },

  roster: {
    same: 'The same person?',
    title: 'Members',
    one: 'Member card',
    search: 'Search name, village, position, number',
    add: 'Add member',
    count: (n) => count(n, 'member'),
    empty: 'No members here yet.',
    emptyText: 'Add the secretaries and organisers; a name and a WhatsApp number will do for now.',
    emptyReader: 'The list appears once this phone has received it from the office.',
    none: (query) => `Nothing matches “${query}”.`,
    archived: 'Archived',
    unnamed: 'No name',
    whatsapp: 'WhatsApp',
    call: 'Call',
    email: 'Email',
    isArchived: (when) => `This card was archived ${when}.`,
    archiveAsk: 'Archive this card?',
    archiveText: 'Nothing is deleted. You can restore it at any time.',
    group: {
      identity: 'Person',
      post: 'Position',
      contact: 'Contact',
      forum: 'In the forum',
      note: 'Note',
    },
    missing: 'This card is not on this phone.',
    erased: 'Erased member',
  },

  log: {
    title: 'Mentoring',
    untitled: 'No topic yet',
    followUps: 'Follow-ups',
    noFollowUps: 'No follow-ups yet.',
    addFollowUp: 'Add follow-up',
  },

  tasks: {
    title: 'Follow-ups',
    tick: (what) => `Done: ${what}`,
    done: (what) => `“${what}” is marked as done.`,
    open: (what) => `“${what}” is open again.`,
  },

  assessment: { half: (n, year) => `${year}, half ${n}` },

  readers: {
    board: 'Only organisers can read this. Members, viewers and supervisors do not get it.',
    two: (one, other) =>
      `Only ${one} and ${other} can read this. Organisers and other members do not get it.`,
    grades: 'Only organisers, supervisors and the person themself can read this assessment.',
  },

  reminders: 'Reminders',
  shared: { title: 'Shared text', paste: 'Paste a text' },

  note: {
    title: 'Notes',
    one: 'Shared note',
    minutes: 'Minutes',
    untitled: 'No title',
    here: (names) => `${names} here too`,
  },

  sync: {
    title: 'Sync',
    never: 'Never synced',
    last: (when) => `Last synced ${when}`,
    justNow: 'just now',
    synced: 'Synced',
    connecting: 'Reaching the office…',
    working: 'Syncing…',
    offline: 'No connection',
    unsent: (n) => `${n} not sent yet`,
    retry: (when) => `Next try ${when}`,
    revoked: 'This phone was removed from the forum. Ask an organiser for a new invitation.',
    elsewhere: 'An older version is open in another tab',
    elsewhereText:
      'An older version of Paguyuban is still open in another tab, which does the sending. Reload or close that tab.',
    outdated: 'The app must be updated to sync again. Close it and open it again.',
    damaged: (titles) => `A part is damaged on this phone: ${titles}.`,
    damagedText: 'It is asked for again from the office. Everything else is still sent.',
    done: 'Sync finished.',
    failed:
      'The office cannot be reached. Your work is safe on this phone and will be tried again.',
    safe: 'Everything marked ✓ is safe on this phone, even without a signal.',
    meaning: 'What the marks mean',
    carry: 'Carry without a signal',
    packet: 'Accept a packet',
    reading: 'Read only',
  },

  trouble: {
    full: 'The phone’s storage is full. The last changes are not saved. Remove photos or apps, then try again.',
    broken:
      'This phone cannot save. Do not close the page; copy important text first, then try again.',
    later: 'There is a new version. What you wrote is saved; load this page anew.',
    engineFailed: 'The editor could not be opened. You can still read; try again with a signal.',
    evicted: 'The data on this phone was cleared by the system.',
    evictedText: (docs, unsent) =>
      unsent > 0
        ? `${count(docs, 'document')} will be fetched again from the office. Changes in ${count(unsent, 'document')} were never sent and do not come back.`
        : `${count(docs, 'document')} will be fetched again from the office. Everything had been sent before.`,
    evictedAway: (unsent) =>
      unsent > 0
        ? `Ask an organiser for a new invitation. Changes in ${count(unsent, 'document')} had not been sent and do not come back.`
        : 'Ask an organiser for a new invitation; everything is fetched again from the office.',
    keyless:
      'The key of this phone is gone with its data. Ask an organiser for a new invitation to write again.',
    clock: (minutes) =>
      `The phone’s clock is off by ${count(minutes, 'minute')}. Correct it in the phone’s settings so that times are right.`,
    quota: (percent) => `The browser’s storage is ${percent}% used.`,
  },

  update: { ready: 'A new version is ready.', now: 'Update' },

  settings: {
    desk: 'People & phones',
    invite: 'Invite many at once',
    audit: 'Audit',
    title: 'Settings',
    forum: 'Forum settings',
  },

  roles: {
    organiser: 'Organiser',
    member: 'Member',
    viewer: 'Facilitator',
    supervisor: 'Supervisor',
  },

  failure,

  arrive,
  tick,
};
