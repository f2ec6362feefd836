import type { FeedWords } from './id-feeds';

/** Lists that a spreadsheet reads by itself, English. */
export const feeds: FeedWords = {
  text: 'A data feed is an address that Google Sheets or Excel read by themselves, straight from the office. The figures are always the latest, without another export.',
  organisers: 'Only organisers manage data feeds.',
  add: 'Add a feed',
  none: 'No feeds yet.',
  open: 'In use',
  ended: 'Ended',
  label: 'Name of the feed',
  labelHint: 'For organisers only, e.g. “Summary for the office”.',
  tables: 'Tables that may be read',
  columns: (names) => `Columns: ${names}`,
  personal: 'Include names of people',
  personalColumns: (names) => `With names of people: ${names}`,
  personalText:
    'Whoever has the address can read these names without coming into the app. Share it only with who is entitled, and end it when it is not needed any more.',
  never:
    'Never in it: telephone numbers, grades, confidential mentoring, organisers’ notes, and what was archived or erased.',
  noTable: 'Choose at least one table.',
  noLabel: 'Give it a name first.',
  make: 'Make the feed',
  making: 'Making…',
  made: (label) => `Feed “${label}” is ready`,
  madeText:
    'This address is shown now and never again. Copy and keep it; if it is lost, end the feed and make a new one.',
  copy: 'Copy the address',
  copied: 'Address copied.',
  copyFormula: 'Copy the formula',
  formulaCopied: 'Formula copied.',
  sheets: 'In Google Sheets',
  sheetsText:
    'Copy the formula and paste it into cell A1 of an empty sheet. Sheets in English want a comma, not a semicolon, behind the address. Google can read it only if the office’s address is open to the internet.',
  excel: 'In Excel',
  excelText: 'Data › From Web, paste the address, then Load. Refresh brings the latest figures.',
  done: 'Done',
  by: (when, who) => `Made ${when} by ${who}`,
  used: (day) => `Last used ${day}`,
  unused: 'Never used so far',
  endedOn: (when) => `Ended ${when}`,
  end: 'End',
  endOf: (label) => `End the feed ${label}`,
  endAsk: (label) => `End the feed “${label}”?`,
  endText:
    'Sheets that use it can read no more. This cannot be taken back; a new feed has another address.',
  endGo: 'Yes, end it',
  endDone: 'The feed is ended.',
  failure: {
    too_many: 'There are 20 feeds in use already. End one first.',
  },
};
