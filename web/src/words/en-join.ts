import type { JoinWords } from './id-join';

/** Coming in, in English. */
export const join: JoinWords = {
  title: 'Join a forum',
  welcome: 'Roster, mentoring log and minutes of the forum. Works without a signal.',
  needLink: 'To start, open the invitation link from an organiser. It usually comes by WhatsApp.',
  paste: 'Paste the invitation link',
  pasteHint: 'Example: https://…/#gabung=…',
  codeHint: 'Or type the invitation code: 40 letters and digits.',
  scan: 'Scan the QR code',
  scanning: 'Point the camera at the QR code.',
  scanStop: 'Stop scanning',
  scanFailed: 'The camera does not open. Paste the link or type the code.',
  badLink: 'This is not an invitation link. Copy the whole link from the organiser’s message.',
  invited: (by, forum) => `${by || 'An organiser'} invites you to join ${forum || 'the forum'}.`,
  device: 'Name of this phone',
  deviceHint: 'So that you and the organisers can tell it from other phones.',
  deviceDefault: 'My phone',
  go: 'Join',
  going: 'Reaching the office…',
  nameTitle: 'What is your name?',
  nameText: 'It is shown in the roster and beside what you write.',
  name: 'Full name',
  nameNeeded: 'Please fill in your full name first.',
  save: 'Save and start',
};
