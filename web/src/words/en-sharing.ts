import type { SharingWords } from './id-sharing';

/** Handing on: messages for WhatsApp, calendar files, the way to paper. English. */
export const sharing: SharingWords = {
  handOn: 'Print and share',
  tell: 'Send by WhatsApp',
  toCalendar: 'Save to calendar',
  print: 'Print',
  printSheet: 'Print attendance sheet',
  printLetters: 'Print invitation letters',
  printCard: 'Print card',
  printVillage: 'Print village file',
  remind: 'Remind',
  calendar: 'Calendar',
  tellTask: (what) => `Remind by WhatsApp: ${what}`,
  taskToCalendar: (what) => `Save to calendar: ${what}`,
  obligationsToCalendar: 'Save obligations to calendar',

  title: 'Send by WhatsApp',
  which: 'Which message',
  text: 'Message',
  textHint: 'Read it first. You may change it before it goes.',
  share: 'Share',
  openChat: 'Choose someone in WhatsApp',
  copy: 'Copy',
  copied: 'Message copied.',
  notCopied: 'Could not copy. Press and hold the text, then choose Copy.',
  notShared: 'Cannot share from here. Copy the message, or choose someone in WhatsApp.',
  send: 'Send',
  sendTo: (name) => `Send to ${name}`,
  noNumber: (name) => `${name} has no WhatsApp number on their card yet.`,
  numberOpen: (name) => `The number of ${name} has 2 versions. Settle it on the card first.`,
  oneByOne: (n) => `Send one by one · ${n} people`,

  invitation: 'Invitation',
  reminder: 'Reminder',
  news: 'News',
  minutes: 'In brief',
  task: 'Follow-up',
  openWarning: 'Something in it is undecided. The message gives all versions.',
  confidential: 'This is from something not every member reads. Send it to that person alone.',
  isOver: 'The date of this event has passed.',
  undecided: 'Note: something here is not settled yet.',

  dear: 'Dear Sir or Madam,',
  dearName: (name) => `Dear ${name},`,
  invites: 'We invite you to the following event.',
  day: (day) => `Day: ${day}`,
  hours: (hours) => `Time: ${hours}`,
  place: (place) => `Place: ${place}`,
  answer: 'Please let us know whether you can come. Thank you.',
  reminds: 'A reminder of the following event.',
  remindsIn: (days) =>
    days === 0
      ? 'A reminder of an event today.'
      : days === 1
        ? 'A reminder of an event tomorrow.'
        : days > 1
          ? `A reminder of an event in ${days} days.`
          : 'A reminder of the following event.',
  seeYou: 'See you there. Thank you.',
  isOff: 'The following event is called off.',
  isPut: 'The following event is postponed. We will tell you the new date.',
  sorry: 'We are sorry. Thank you.',
  inBrief: 'Meeting in brief',
  decisions: 'Decisions:',
  noDecisions: 'There are no decisions.',
  tasks: 'Follow-ups:',
  more: (n) => `and ${n} more`,
  notApproved: 'Not approved yet',
  changedAfter: 'Changed after approval',
  asksTask: 'A reminder of the following follow-up.',
  asksTaskOf: (where) => `A reminder of a follow-up from ${where}.`,
  dueOn: (day) => `Due: ${day}`,
  inDays: (days) =>
    days === 0
      ? '(today)'
      : days > 0
        ? `(in ${days === 1 ? '1 day' : `${days} days`})`
        : `(${days === -1 ? '1 day' : `${-days} days`} late)`,
  tellDone: 'Once it is done, please let us know. Thank you.',

  due: (what) => `Due: ${what}`,
  postponed: (title) => `Postponed: ${title}`,
  noDay: 'It has no date yet, so it cannot go into a calendar.',
  calendarSaved: (n) =>
    n === 1
      ? 'The calendar file is ready. Open it to take it in.'
      : `The calendar file with ${n} dates is ready. Open it to take it in.`,
  eventFile: 'event',
  eventsFile: 'all-events',
  tasksFile: 'follow-ups',
  obligationsFile: 'obligations',
};
