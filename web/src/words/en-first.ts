import type { FirstWords } from './id-first';

/** The first steps of a forum, English. Fetched with the pages that show them. */
export const first: FirstWords = {
  step: (n: number, all: number) => `Step ${n} of ${all}`,
  title: {
    name: 'Name of the forum',
    villages: 'Its villages',
    card: 'Your card',
    people: 'First members',
    invite: 'Invite them',
  },
  text: {
    name: 'So this forum is called on every phone. All of it can be changed in the settings.',
    villages: 'Paste the list of villages of your kecamatan. Mentoring is noted by village.',
    card: 'By this the other members find you.',
    people: 'Paste names and WhatsApp numbers of the village secretaries. Cards are made for them.',
    invite: 'Prepare the invitations, then send them one by one by WhatsApp.',
  },
  nameNow: (name: string) => `Left empty, it stays ${name}.`,
  fromFile: 'Is there an Excel file? Import it',
  next: 'Continue',
  back: 'Back',
  later: 'Not now',
  done: 'Done',
  moreSettings: 'Letterhead, lists of words and terms of office are in the forum’s settings.',

  news: (done: number, all: number) =>
    `Name, villages, card, members, invitations: ${done} of ${all} done. You can leave and go on at any time.`,
  goOn: 'Go on',
  enough: 'That is enough',
  came: 'Welcome',
  ownCard: 'Complete your card',
  ownCardText: 'Number, village and position, so that other members find you.',
  newest: 'Newest in the forum',
  install: 'Put it on the home screen',
  installGo: 'Install',
  installText:
    'Open the menu of the browser (⋮) and choose “Add to home screen”. On an iPhone: Share, then “Add to Home Screen”.',
  understood: 'Understood',
};
