import { count } from './en-count';
import type { HeldWords } from './id-held';

/** Held work and what is carried by hand, English. Fetched with the pages that show it. */
export const held: HeldWords = {
  title: 'Held back',
  text: 'The office did not take the changes below. Nothing is lost: all of it is on this phone.',
  revoked: 'This phone was shut out of the forum by an organiser.',
  revokedText:
    'What is on it is not lost. Make a packet, send it to an organiser and ask them to accept it. To use the app again, ask for a new invitation.',
  none: 'Nothing is held back.',
  noneText: 'Everything you wrote was taken by the office, or waits for a signal.',
  open: 'Open',
  retryAll: 'Try to send again',
  retried: 'Tried again.',
  make: 'Make a packet',
  makeText: (docs: number) =>
    `One file with ${count(docs, 'document')} not yet at the office. Send it by WhatsApp (as a document), Bluetooth or cable. Anybody may carry it; the office takes what is in it only in your name. Photos and files are not in it; they are sent by themselves once this phone is connected.`,
  making: 'Preparing…',
  made: 'The packet is made. Keep the file until an organiser has accepted it.',
  nothing: 'There is nothing to carry.',
  file: 'packet',
  exported: 'Is in a packet',
  remove: 'Remove from this phone',
  removeAsk: (title: string) => `Remove “${title}” from this phone?`,
  removeText: 'What is held back will only be in the packet you have made.',
  removeGo: 'Yes, remove',
  giveUp: 'Give up what cannot be read',
  giveUpAsk: (title: string) => `Give up the part of “${title}” that cannot be read?`,
  giveUpText: 'That part is gone from this phone for good. What can be read stays and is sent.',
  giveUpGo: 'Yes, give it up',

  read: 'Read as text',
  before: '— Before some of it could be read no more: —',
  saveText: 'Save as text',
  textFile: 'held-writing',
  textMade: 'The text file is made.',
  packetTitle: 'Accept a packet',
  packetText:
    'A packet holds what was written on a phone that could not send it. Choose the file; the signature of everything in it is checked.',
  choose: 'Choose the file',
  from: (who: string) => `From ${who}`,
  unknownPhone: 'an unknown phone',
  shutOut: (when) =>
    `This phone was shut out ${when}. Accept it only if you know who wrote what is in it.`,
  unknownText: 'This phone is not on the organisers’ list. Ask first whose packet this is.',
  shared: 'A file was shared to this app.',
  sharedText: 'Open it only if you shared it yourself, from WhatsApp for instance.',
  sharedOpen: 'Open as a packet',
  sharedDrop: 'Discard',
  otherPhone: 'another member’s phone',
  madeOn: (when: string) => `Made ${when}`,
  documents: (n: number) => count(n, 'document'),
  responsible:
    'If the phone that made it was shut out, or the role of its person has changed, it is accepted on your responsibility, and noted.',
  takeIn: 'Take it in on this phone',
  takeInText:
    'It can be read on this phone at once, without a signal too, and goes on to the office in its author’s name.',
  appliedHere: (n: number, who: string) =>
    `On this phone now, from ${who}: ${count(n, 'document')}.`,
  takenHere: 'Taken in',
  knownHere: 'Was on this phone already',
  shutOutHere: 'The phone that made it was shut out, so it cannot be taken in here.',
  unknownHere:
    'This phone does not know the phone that made it yet. Let this phone reach the office first, then try again.',
  notHere: {
    newer: 'A newer app has made it. Update the app on this phone first.',
    not_for_you: 'This document is not open to you.',
    unknown_device: 'The phone that wrote it is not known here yet.',
    revoked: 'The phone that wrote it was shut out.',
    bad_signature: 'It was changed on the way: its author’s signature does not fit.',
    erased: 'The document was erased for everybody.',
    refounded: 'The document has begun anew; this is for the one before.',
    not_allowed: 'Its author may not change this document.',
    missing_deps:
      'It needs something that is not on this phone yet. Take in the earlier packet first, or let this phone reach the office.',
    malformed: 'It is damaged.',
    too_large: 'It is too large.',
    busy: 'This document cannot be read on this phone yet. Try again later.',
    wrong_author: 'It is in somebody else’s name.',
    wrong_actor: 'It is in another phone’s name.',
    out_of_sequence: 'It does not follow what is on this phone.',
    forum_full: 'This document is full.',
  },
  accept: 'Accept',
  accepting: 'Handing it in…',
  accepted: (n: number) => `The office took ${count(n, 'document')}.`,
  taken: 'Taken',
  another: 'Choose another packet',
  bad: {
    not_a_packet: 'This file is no packet.',
    damaged: 'This packet is damaged or cut short. Ask for it again, as a document.',
    too_large: 'This packet is too large. Ask for it in parts.',
    mixed: 'This packet mixes what several phones wrote. Ask for one packet from each phone.',
    other_forum: 'This packet is from another forum.',
    malformed: 'The office cannot read this packet.',
    keyless: 'This phone has lost its key and cannot sign.',
  },

  goneHidden: (title: string) => `“${title}” is no longer open to your role.`,
  goneHeld: (title: string) =>
    `“${title}” is no longer open to your role. What was not sent stays on this phone.`,
  goneErased: (title: string) => `“${title}” was erased for everybody.`,
  goneLost: (title: string) =>
    `“${title}” was erased for everybody, with what you wrote in it and had not sent.`,
  manyHidden: (n) => `${count(n, 'document is', 'documents are')} no longer open to your role.`,
  manyHeld: (n) =>
    `${count(n, 'document is', 'documents are')} no longer open to your role. What was not sent stays on this phone.`,
  manyErased: (n) => `${count(n, 'document was', 'documents were')} erased for everybody.`,
  manyLost: (n) =>
    `${count(n, 'document was', 'documents were')} erased for everybody, with what you wrote there and had not sent.`,
};
