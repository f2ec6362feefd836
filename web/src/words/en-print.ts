import type { PrintWords } from './id-print';

/** Printing, and what stands on the paper itself, English. */
export const print: PrintWords = {
  choices: 'How to print',
  size: 'Paper size',
  turned: 'Orientation',
  a4: 'A4 (21 × 29.7 cm)',
  folio: 'F4/Folio (21.5 × 33 cm)',
  upright: 'Portrait',
  wide: 'Landscape',
  print: 'Print',
  save: 'Save a file',
  saved: 'The file is ready. Open it in any browser and print it there.',
  preview: 'Preview of the paper',
  whenNothing:
    'If Print does nothing on this phone, save the file and print it from another phone or computer.',
  inApp:
    'The browser inside this app cannot print. Save the file, then open and print it in Chrome.',
  f4: 'Android has no paper called F4: choose Foolscap/F4.',
  noNumbers: 'Page numbers: turn on “Headers and footers” in the print menu.',
  secret: 'CONFIDENTIAL',
  allow: 'I know this is confidential, print it all the same',
  missing: 'This is not on this phone, so it cannot be printed yet.',

  minutes: 'Minutes',
  note: 'Note',
  number: 'Number of the minutes',
  numberHint: 'Proposed: number/kind/year. Change it or leave it empty.',
  numberOf: (number) => `Number: ${number}`,
  parts: 'What is printed',
  agenda: 'Agenda and discussion',
  decisions: 'Decisions',
  noDecisions: 'There are no decisions.',
  body: 'Other notes',
  came: 'Attendance',
  cameList: 'Attendance',
  attached: (photos, others) =>
    `Attached: ${[
      photos > 0 ? `${photos} ${photos === 1 ? 'photo' : 'photos'}` : '',
      others > 0 ? `${others} ${others === 1 ? 'file' : 'files'}` : '',
    ]
      .filter(Boolean)
      .join(', ')}`,
  guests: (n) => (n === 1 ? '1 guest' : `${n} guests`),
  disputed: (n) => `${n} undecided`,
  about: 'Subject',
  day: 'Day and date',
  hours: 'Time',
  untilDone: (zone) => `until finished ${zone}`,
  notApproved: (state) => `NOT APPROVED (${state})`,
  changedAfter: 'CHANGED AFTER APPROVAL',
  approvedBy: (who) => `Approved by ${who}.`,
  undecided: (n) =>
    n === 1
      ? '1 thing is undecided. All its versions stand in square brackets.'
      : `${n} things are undecided. All their versions stand in square brackets.`,

  signers: 'Signatures',
  addSigner: 'Add a signature',
  dropSigner: 'Remove this signature',
  noSigner: 'not chosen yet',
  who: 'Who',
  nobody: 'Type it myself',
  as: 'As',
  asTaker: 'Note taker',
  asChair: 'Chair of the meeting',
  asChairOrKnown: 'Acknowledged by',
  way: 'How they sign',
  ways: {
    own: 'Directly',
    an: 'a.n. (on behalf of)',
    ub: 'u.b. (for, through another)',
    plt: 'Plt.',
    pj: 'Pj.',
  },
  behalf: 'On behalf of which office',
  behalfHint: 'For example: Camat Sokaraja',
  through: 'The office that was asked first',
  offices: 'Positions on that day',
  nip: 'NIP',
  no: 'No',
  position: 'Position',
  name: 'Name',
  rank: 'Rank',
  never: 'Rank and NIP are for this print only and are not kept.',
  place: 'Place',
  signedOn: 'Date above the signatures',
  officeOf: (position, where) => (where === '' ? position : `${position}, ${where}`),

  presence: 'Attendance sheet',
  rows: 'Who is on it',
  rowsAsked: 'Invited or marked',
  rowsAll: 'All members',
  rowsNone: 'No names',
  allVillages: 'All villages',
  spare: 'Empty rows besides',
  withMarks: 'Show attendance that was marked',
  signature: 'Signature',
  dotsHint: 'Leave empty to fill in by hand.',

  card: 'Member card',
  withContact: 'Include WhatsApp number and email',
  withNote: 'Include the note about this person',
  tenures: 'Positions held',
  untilNow: 'now',
  printedOn: (day) => `Printed ${day}.`,

  villageFile: 'Village file',
  people: 'People',
  vacant: 'Vacant',
  asked: 'to be made sure of',
  none: 'None.',
  openTasks: 'Open follow-ups',
  from: 'From',
  until: 'Until',
  period: (from, until) =>
    from && until
      ? `${from} to ${until}`
      : from
        ? `Since ${from}`
        : until
          ? `Until ${until}`
          : 'All dates',

  register: 'Register of Decisions',
  registerText: 'All decisions of meetings in a period',
  meeting: 'Meeting',
  allKinds: 'All kinds of meetings',
  approvedOnly: 'Only approved minutes',

  letter: 'Invitation letter',
  letterNumber: 'Number',
  nature: 'Nature',
  natureUsual: 'Ordinary',
  enclosed: 'Enclosures',
  regarding: 'Subject',
  invitation: 'Invitation',
  letterDate: 'Date of the letter',
  toWhom: (n) => (n === 1 ? 'To whom · 1 letter' : `To whom · ${n} letters`),
  blankLetter: 'One letter without a name',
  to: 'To',
  inPlace: 'in place',
  greeting: 'Dear Sir or Madam,',
  asks: 'We request your attendance at:',
  asksSpeaker: 'We request your attendance as a speaker at:',
  closing: 'Thank you for your attention and your attendance.',
  nobodyInvited: 'Nobody is invited yet.',
  off: 'This event is postponed, called off or archived. Make sure before you print invitations.',

  blankSheet: 'Empty attendance sheet',
  blankSheetText: 'For the next meeting, with a column for signatures',
  nextEvents: 'Next events',
  newestMinutes: 'Newest notes',
  fromPages:
    'Member cards, village files and other notes are printed from their own pages: tap Print at the bottom.',
};
