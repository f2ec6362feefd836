import { count } from './en-count';
import type { PageWords } from './id-pages';

/** The same, English. */
export const refusal: PageWords['refusal'] = {
  malformed: 'It was damaged on the way.',
  too_large: 'It is too large.',
  missing_deps: 'Waiting for another change; will be tried again.',
  wrong_author: 'It is recorded under another person.',
  wrong_actor: 'It is recorded under another phone.',
  out_of_sequence: 'It does not follow what the office has already.',
  bad_signature: 'The signature of this phone does not fit. Ask an organiser for a new invitation.',
  revoked: 'This phone was shut out of the forum. An organiser can still accept it.',
  erased: 'The document was erased for everybody.',
  refounded: 'The document was started again; this was for the one before.',
  unknown_device: 'The office does not know the phone that wrote it.',
  not_allowed: 'Your role may no longer change this. Ask an organiser.',
  forum_full: 'The forum’s space at the office is used up. Ask an organiser.',
  disk_full: 'The office’s storage is full; will be tried again.',
  busy: 'The office is busy; will be tried again.',
  too_slow: 'Too heavy for the office to check.',
  unreadable:
    'Part of it can no longer be read on this phone and has not reached the office. Its bytes are kept. Do not remove the app; ask an organiser.',
  other: 'The office did not take this change.',
};

export const dispute: PageWords['dispute'] = {
  versions: (n, field) => `${count(n, 'version')} of ${field}`,
  chosenNow: 'shown now',
  emptied: 'Emptied',
  thisPhone: 'this phone',
  otherPhone: (name, number) => `${name}’s phone${number > 0 ? ` ${number}` : ''}`,
  onPhone: (name, phone) => `${name} (${phone})`,
  sentence: 'Two people changed this sentence',
  sentenceIn: (field) => `in ${field}`,
  base: 'Before',
  versionOf: (letter, name) => `Version ${letter} · ${name}`,
  merged: 'Merged',
  mergedHint: 'Check it first: the merged text may say what neither meant.',
  archived: (place, by, editor) =>
    `${by} archived the ${place}, but ${editor} changed it without knowing.`,
  archivedHere: 'Changed by somebody who did not know that it was archived',
  keepArchived: 'Keep archived',
  undecided: 'There are several versions',
  decidedBy: {
    member: 'Decided by organisers or the owner of the card.',
    log: 'Decided by organisers or members.',
    note: 'Decided by organisers or members.',
    event: 'Decided by organisers or members.',
    assessment: 'Decided by whoever assesses.',
    own: 'Decided by the person themself.',
  },
  open: (versions) =>
    `[${versions.map(([letter, text]) => `version ${letter}: ${text}`).join(' | ')}]`,
  openHere: (n) => `${count(n, 'version')}, undecided`,
  toCards: 'Look',
};

export const picker: PageWords['picker'] = {
  people: 'Choose people',
  person: 'Choose a person',
  search: 'Search name',
  none: 'Nothing chosen',
  empty: 'No members yet. Add them under Members first.',
  gone: 'no longer in the roster',
  villages: 'Choose villages',
  lately: 'Used lately',
  others: 'Others',
};

export const template: PageWords['template'] = {
  from: 'From a template',
  made: (title: string) => `Made from the template “${title}”.`,
  likeLast: (topic: string) => `Like last time: ${topic}`,
};
