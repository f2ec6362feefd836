/** Why something could not be done, and what to do, English; by the code of a failure. */
export const failure: Record<string, string> = {
  offline: 'The office cannot be reached. Check the signal and try again.',
  invitation_unknown:
    'This invitation is not known. Copy the whole link from the message, or ask for a new one.',
  invitation_used:
    'This invitation was used. One invitation is for one phone; ask an organiser for a new one.',
  invitation_expired: 'This invitation has expired. Ask an organiser for a new link.',
  invitation_cancelled: 'This invitation was cancelled. Ask an organiser for a new link.',
  keyless: 'The key of this phone is gone. Ask an organiser for a new invitation to write again.',
  locked: 'Paguyuban is locked on this phone. Open it with the PIN first.',
  joined_already: 'This phone has joined already. Load this page again.',
  too_many: 'Too many are in use already. End one of them first.',
  too_often: 'Too many tries. Try again in a minute.',
  store_broken: 'This phone cannot save, so the change was not taken.',
  engine_missing: 'The editor could not be opened. Try again with a signal.',
  not_joined: 'This phone has not joined yet.',
  invalid_edit: 'This entry was not accepted. Check its form.',
  revoked: 'This phone was shut out of the forum. Ask an organiser for a new invitation.',
  store_failed: 'The office’s disk has a problem. Nothing has changed yet; try again later.',
  signed_out: 'The office does not know this phone any more. Ask for a new invitation.',
  bad_signature:
    'The signature of this phone does not fit. Ask another organiser for an invitation.',
  malformed: 'The office does not understand this. Load the page again, then try again.',
  too_large: 'What was sent is too large for the office.',
  not_allowed: 'Only organisers can do this.',
  clock: 'The clock of this phone is far off. Set it right and try again.',
  last_organiser: 'This is the last organiser. Make somebody else one first.',
  unknown: 'It is not there any more. Look again.',
  busy: 'The office is busy. Wait a moment, then try again.',
  too_late: 'The signal is too slow. Try again where it is better.',
  not_the_relay:
    'The answer did not come from the office. Perhaps this Wi-Fi wants you to sign in first; do so, then try again.',
  full: 'This phone is full. Delete photos or other apps, then try again.',
  broken: 'This phone cannot save. Allow site data for this address, then load the page again.',
  other: 'Something went wrong. Try again; what was saved is not lost.',
};
