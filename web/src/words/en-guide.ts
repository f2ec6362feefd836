import type { GuideWords, Help } from './id-guide';

/** Help on each page, and a guide on one sheet, English. */
const help: Record<string, Help> = {
  feeds: {
    what: 'A feed gives a spreadsheet or the office’s own system one address from which it reads the lists that organisers chose.',
    how: [
      'Tap to add a feed, name it, and choose the lists that may be read.',
      'Copy its address at once: it is shown only this time.',
      'Whoever holds the address can read the lists. End a feed that nobody uses any more.',
    ],
  },
  home: {
    what: 'Home shows what waits for you: what has to be decided, your follow-ups, and what others wrote.',
    how: [
      'Tap “Log mentoring” or “Write minutes” to begin.',
      'Tap a row to open it.',
      'The magnifier at the top searches all lists at once.',
    ],
  },
  member: {
    what: 'The members with a card each: post, village and WhatsApp number.',
    how: [
      'Tap a name to see the card, then “Edit” to fill it in.',
      'On a card, tap WhatsApp or Call to reach somebody.',
      'One person twice? The app asks, and the cards can be merged.',
    ],
  },
  log: {
    what: 'Who mentored whom, in which village, on what.',
    how: [
      'Tap “Log mentoring”, choose village and day, write the topic. The rest can follow later.',
      '“As last time” takes people and competences from the entry before.',
      'A promise is written as a follow-up, so that it is not forgotten.',
    ],
  },
  note: {
    what: 'Minutes of meetings and free notes. Several people may write at once.',
    how: [
      'Tap “New note”, then choose minutes or a free note.',
      'Minutes have four parts: agenda, decisions, follow-ups and attendance.',
      'Organisers approve minutes that are finished.',
    ],
  },
  event: {
    what: 'Trainings and meetings: who is invited, who can come, who came.',
    how: [
      'Say with one tap whether you come.',
      'On the day, open the event and mark who is there. Several phones may mark at once.',
      'Minutes of an event begin on its page.',
    ],
  },
  problems: {
    what: 'What each village has to cope with: how grave, by when, and how it was solved.',
    how: [
      'Tap a village to see or add problems.',
      'A problem can begin an entry of mentoring.',
      'One tap says that it is solved.',
    ],
  },
  posts: {
    what: 'Who holds which post in each village, since when, and what is vacant or acting.',
    how: [
      'Tap a village to see its posts.',
      'When a holder changes, note who follows. The history stays.',
    ],
  },
  assessment: {
    what: 'Grades of competences with their evidence. Only organisers, supervisors and the person read them.',
    how: [
      'Choose a period, then tap a name.',
      'Each assessor grades alone. What is agreed stands apart.',
    ],
  },
  board: {
    what: 'Notes that organisers alone read.',
    how: ['They work as other notes do. Others do not see them at all.'],
  },
  private: {
    what: 'Mentoring that two people alone read.',
    how: ['Choose the person, then log it as any mentoring.'],
  },
  overview: {
    what: 'The kecamatan on one page, for the camat and whoever wants a quick look.',
    how: ['Scroll down for villages and months.', 'It can be printed.'],
  },
  tasks: {
    what: 'Every promise of meetings and mentoring, by due date.',
    how: ['Tap the circle to tick off. It can be undone.', 'Choose “Everybody” to see others’.'],
  },
  reminders: {
    what: 'What may be missed: invitations without an answer, late follow-ups, events without minutes, villages nobody visited for long.',
    how: ['Tap a row to deal with it.'],
  },
  village: {
    what: 'Everything about a village on one page: people, posts, problems, mentoring and events.',
    how: ['Tap a village.', 'It also says who mentored there, and when last.'],
  },
  find: {
    what: 'One search for everything you may read.',
    how: [
      'Type part of a word. “damping” finds “pendampingan”. Words may come in any order.',
      'Telephone numbers may be typed 0812… or +62…, with or without dashes.',
      'Tap “Filter” for village, time, competence, person, or what is not filled in.',
    ],
    offline: 'The search runs on this phone, so it is complete without a signal.',
  },
  out: {
    what: 'Makes an Excel or CSV file of a list, for reports or other programs.',
    how: [
      'Choose the list, filter it if you like, then “Save the file”.',
      'Columns can be left out. Your choice is remembered.',
      'Leave the column “Code” as it is if the file is to come back.',
    ],
    offline: 'Files are made on this phone. Excel needs a signal once, at its first use.',
  },
  import: {
    what: 'Brings in lists from Excel, CSV or copied cells.',
    how: [
      'Choose a file, look at what will come in, then agree.',
      'What is there already is not doubled, and all of it can be undone.',
    ],
  },
  reports: {
    what: 'Summaries and reports counted from what was written, ready to print.',
    how: ['Choose a report, then its time.', 'Below each chart stands the table of its figures.'],
  },
  settings: {
    what: 'Settings of the forum, this phone, language and PIN.',
    how: ['Organisers change name, villages, words and letterhead in the forum’s settings.'],
  },
  sync: {
    what: 'What has reached the office, and what was not sent yet.',
    how: [
      'Things are sent by themselves once there is a signal. “Sync now” if you cannot wait.',
      'Without any signal, what was not sent can be carried by somebody as a file.',
    ],
  },
  desk: {
    what: 'Where organisers invite people, set roles and shut lost phones out.',
    how: ['Tap a name to see phones and role.', 'A phone is lost? Tap it, then shut it out.'],
    offline: 'This page needs a signal, because the relay decides.',
  },
  print: {
    what: 'Papers ready to print: minutes, attendance, cards, a village’s file, invitations.',
    how: [
      'Choose what to print, then the size of paper.',
      'If the phone cannot print, save the file.',
    ],
    offline: 'Printing needs no signal once this page was opened.',
  },
  shared: {
    what: 'Text shared from other apps, such as WhatsApp, waits here until it is placed.',
    how: ['Choose what it is for: a note, mentoring, or something else.'],
  },
  more: {
    what: 'Every page that stands in no bar.',
    how: ['Tap a row to open it.'],
  },
};

export const guide: GuideWords = {
  title: 'Guide',
  ask: 'Help on this page',
  how: 'How',
  offlineTitle: 'Without a signal',
  offline:
    'Everything can be read and written. It is kept on this phone first, and sent by itself once there is a signal.',
  whole: 'Guide on one sheet',
  lead: 'The shared notebook of village secretaries, on everybody’s own phone.',
  open: 'Open it on a phone',
  openText:
    'Point the camera here, or type the address in Chrome. Ask an organiser for an invitation.',
  parts: [
    {
      title: 'Begin',
      points: [
        'Ask an organiser for an invitation and open its link in Chrome.',
        'Name this phone, write your full name, done.',
        'Put it on the home screen: Chrome’s menu, then “Add to Home screen”.',
      ],
    },
    {
      title: 'Write',
      points: [
        'Tap “Edit”, write, then “Done”. What you type is kept on the phone at once.',
        'No signal is needed. It is sent by itself later.',
        'A slip? Tap “Undo”. Nothing is lost: what was archived can be brought back.',
      ],
    },
    {
      title: 'Ticks',
      points: [
        '✓ kept on this phone',
        '✓✓ reached the office',
        '“received by 5 of 8 phones”: five members’ phones have it',
      ],
    },
    {
      title: 'When two people wrote different things',
      points: [
        'The app keeps both and asks which is right.',
        'On the home page tap what has to be decided, then “Use this”.',
      ],
    },
    {
      title: 'Search',
      points: [
        'Tap the magnifier. Type part of a name, village, number, or a word of a meeting.',
        'Tap the question mark at the top for help on the page you are on.',
      ],
    },
    {
      title: 'Keep data safe',
      points: [
        'Set a PIN in the settings if several people use the phone.',
        'A phone is lost? Tell an organiser at once, who shuts it out.',
      ],
    },
  ],
  help,
};
