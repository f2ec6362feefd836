import type { ArriveWords } from './id-arrive';

/** Opening the app, coming in, and what is said where a part of it did not come. English. */
export const arrive: ArriveWords = {
  short: (digits) =>
    `This invitation code is incomplete: ${digits} of 40 letters and digits. Copy the whole link from the organiser’s message.`,
  long: (digits) =>
    `This invitation code is too long: ${digits}, where 40 letters and digits are due. Check it again.`,
  several: 'There is more than one invitation here. Paste only the one that is meant for you.',
  anotherLink: 'Do you have another link or code? Paste it here',

  inApp: 'Open it in Chrome first',
  inAppText:
    'This link was opened inside another app. Data of Paguyuban may vanish there, and an invitation is good only once. Open the link in Chrome or Safari and join from there.',
  openChrome: 'Open in Chrome',
  copyLink: 'Copy the link',
  copied: 'The link is copied. Open Chrome and paste it as the address.',
  notCopied:
    'The link could not be copied. Press long on it in the organiser’s message and choose Copy.',
  stayHere: 'Join here all the same',

  first: 'First steps',

  slow: 'This takes longer than usual. Check the signal, close other tabs of Paguyuban, then load the page again.',
  reload: 'Load again',
  partMissing: 'This part has not reached the phone. Check the signal, then try again.',
  wantedMissing:
    'This part was never used on this phone, so it has to be fetched first. Find a signal, then try again. After that it works without one.',
  wantedComing: 'Fetching this part…',
  pageBroken: 'This page cannot be shown.',
  pageBrokenText:
    'Your data on this phone is safe. Try again, or open another page. If it stays like this, tell an organiser.',
  report: 'Copy a report',
  reported: 'Copied. Paste it into a message to an organiser; it holds no data.',
  itemBroken: 'This one cannot be shown.',
  unknown: 'There is no such page.',
  unknownText: 'The address may be cut off or mistyped.',
  goHome: 'Go to Home',

  insecure: 'This address is not safe yet',
  insecureText:
    'Paguyuban works only at an address that begins with https://. Open the safe address, or ask an organiser for a new link.',
  openSecure: 'Open the safe address',
  storage: 'The browser lets nothing be kept',
  storageText:
    'Paguyuban keeps what you write on this phone, but the browser refuses. Leave private mode, allow cookies and site data for this address, leave free space on the phone, then load the page again.',
  worker: 'A part of the app did not come',
  workerText:
    'The part that reads and keeps your work is not loaded. Check the signal, then try again.',
  workerReading:
    'The part that keeps your work is not loaded. You can read, but do not write yet. Check the signal, then try again.',

  revived:
    'The part that saves your writing had stopped and was started again. Your words are here.',

  updated: 'Paguyuban was updated in another tab.',
};
