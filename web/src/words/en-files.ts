import type { FilesWords } from './id-files';

export const files: FilesWords = {
  title: 'Photos and files',
  take: 'Take a photo',
  addPhoto: 'Add photos',
  addFile: 'Add a file (PDF)',
  limits: (most, size) =>
    `At most ${most}, ${size} each. Photos are made smaller on the phone, and their place does not go along.`,
  full: (most) => `There are ${most}. Remove one before adding another.`,
  adding: (done, all) => `Preparing ${done} of ${all}…`,
  cancel: 'Stop the rest',
  added: (n) => `${n} added.`,
  photo: (n) => `Photo ${n}`,
  file: (n) => `File ${n}`,

  refuses: {
    heic: (name) =>
      `${name}: HEIC photos cannot be read yet. Set the camera to JPEG (iPhone: Settings › Camera › Formats › Most Compatible; Android: switch off “High efficiency photos” in the camera's settings), then take it again.`,
    other: (name) => `${name}: no JPEG, PNG or WebP photo, and no PDF.`,
    empty: (name) => `${name}: the file is empty.`,
    broken: (name) => `${name}: the photo is damaged and cannot be opened.`,
    large: (name, size, most) => `${name}: ${size} is too large. At most ${most}.`,
    double: (name) => `${name}: is here already.`,
    more: (n, most) => `${n} not added: at most ${most} in one place.`,
    docFull: (most) => `Not added: this document has ${most} photos and files already.`,
    noRoom: (name) =>
      `${name}: the phone's storage is full, so it was not added. Remove photos or other apps, then try again.`,
    notKept: (name) => `${name}: cannot be kept on this phone.`,
  },

  waits: 'waiting to be sent',
  sending: (percent) => `${percent}% sent`,
  arrived: 'at the office',
  away: 'Not on this phone yet; needs a signal',
  show: (size) => `Show (${size})`,
  fetching: 'Fetching…',
  open: (name) => `Open ${name}`,
  more: (name) => `More: ${name}`,
  notShown: 'Cannot be shown here. Download it to open it.',

  caption: 'Caption',
  share: 'Share',
  save: 'Download',
  remove: 'Remove',
  removed: (name) => `${name} was removed.`,
  notShared: 'Cannot be shared from here. Download it instead.',

  unsent: (photos, others, size) =>
    `${[
      photos > 0 ? `${photos} ${photos === 1 ? 'photo' : 'photos'}` : '',
      others > 0 ? `${others} ${others === 1 ? 'file' : 'files'}` : '',
    ]
      .filter(Boolean)
      .join(' and ')} not sent (${size})`,
  unsentText: 'They go after all words, one by one. What was cut goes on where it was.',
  giveUp: 'Remove from phone',
  giveUpAsk: (name) => `${name} is on this phone alone. Once removed, it is nowhere any more.`,
  keep: 'Keep it',
  again: 'Try again',

  failure: {
    not_named: 'The office has not taken its document yet, so it has not taken this either.',
    not_here:
      'It has not reached the office yet. Ask whoever added it to open Paguyuban with a signal.',
    too_large: 'Too large for the office.',
    files_full: 'The space for photos and files at the office is full. Ask an organiser.',
    disk_full: 'The office has no storage left; will be tried again.',
    not_what_it_says: 'It is damaged, so it was not taken. Remove it and add it again.',
    offline: 'The office cannot be reached. Try again with a signal.',
  },
};
