import { count } from './en-count';
import type { OfficeWords } from './id-office';

/** The organisers' desk, consent and forgetting, English. Fetched with the pages that show it. */
export const office: OfficeWords = {
  offline: (when: string) =>
    `The office cannot be reached. What is shown was seen ${when}; to act you need a signal.`,
  never: 'The office cannot be reached. This page needs a signal.',
  looking: 'Looking…',
  reload: 'Look again',
  people: 'People and their phones',
  unnamed: 'No name yet',
  phone: 'Phone',
  unknownPhone: 'a phone that is listed no more',
  search: 'Search people or phones',
  inviteNew: 'Invite a new phone',
  revoked: (phone: string) => `${phone} has been shut out.`,
  seen: (when: string) => `Last connected ${when}`,
  behind: (n: number) =>
    n === 0 ? 'has received everything' : `${count(n, 'change')} not received yet`,
  revokedOn: (when: string) => `Shut out ${when}`,
  thisPhone: 'this phone',

  invite: 'Invite somebody',
  inviteFor: (name: string) => `Invite ${name}`,
  moveFor: (name: string) => `A new phone for ${name}`,
  moveText:
    'The old phone is shut out when this invitation is used. Make sure that its work was sent.',
  role: 'Role',
  roleText: {
    organiser: 'Everything: change all, invite, shut out phones, erase.',
    member: 'Reads all; writes mentoring, notes and the own card.',
    viewer: 'Reads only. For facilitators.',
    supervisor: 'Reads, and sees grades. For the camat and kasi pemerintahan.',
  },
  card: 'For whom',
  newPerson: 'Somebody new (fills in the card)',
  label: 'Name of the invitation or phone',
  labelHint: 'Only for organisers.',
  lasts: 'Good for',
  days: (n: number) => count(n, 'day'),
  makeInvitation: 'Make the invitation',
  making: 'Making…',
  madeTitle: 'The invitation is ready',
  madeText:
    'It is shown only now, and is for one phone. Send the link, or let it be scanned from here.',
  code: 'Invitation code',
  copy: 'Copy the link',
  copied: 'Link copied.',
  share: 'Share',
  whatsapp: 'Send by WhatsApp',
  shareText: (forum: string, link: string) => `Invitation to ${forum} (for one phone):\n${link}`,
  qr: 'QR code of the invitation',

  many: 'Invite many at once',
  manyText:
    'One invitation for each person, sent one by one by WhatsApp to the number on the card.',
  addPeople: 'Add from a list',
  list: 'Paste a list of names and numbers',
  listHint:
    'One person a line, for example: Sari Contoh; 0812 3456 7890; village. Copies from Excel or WhatsApp are read too.',
  listRead: 'People in the list',
  listProblem: {
    name: 'The name cannot be read. Add one in this line.',
    phone: 'The number cannot be read. Correct it in this line.',
    long: 'The name is too long. Shorten it in this line.',
    twice: 'This person is in another line already.',
  },
  listLong: (n: number) =>
    `Only ${count(n, 'line')} can be read at once. Paste the others afterwards.`,
  unused: (text: string) => `Not used: ${text}`,
  noNumber: 'No WhatsApp number',
  known: (name: string) => `There already – use this card? ${name}`,
  another: 'A new card is made.',
  useCard: (name: string) => `There already – use the card of ${name}?`,
  makeOther: 'No, somebody else',
  takeList: (fresh: number, known: number) =>
    fresh === 0
      ? `Use ${count(known, 'card')} that exist`
      : known === 0
        ? `Add ${count(fresh, 'person', 'people')}`
        : `Add ${count(fresh, 'person', 'people')}, use ${count(known, 'card')}`,
  listTaken: (fresh: number, known: number) =>
    known === 0
      ? `${count(fresh, 'card')} made.`
      : `${count(fresh, 'card')} made, ${count(known, 'card')} used that existed.`,
  nobody: 'Nobody to invite yet',
  nobodyText: 'Add names and numbers of members first.',
  joinedOf: (done: number, all: number) => `${done} of ${all} people have joined`,
  asWhat: 'Invited as members. Change the role',
  prepare: (n: number) => `Prepare invitations for ${count(n, 'person', 'people')}`,
  preparing: (n: number) => `Preparing… ${n} ready`,
  send: 'Send',
  sendAgain: 'Send again',
  sentAt: (when: string) => `Sent ${when}`,
  standing: {
    joined: 'Has joined',
    opened: 'Invitation was opened',
    sent: 'Sent',
    made: 'Ready to send',
    elsewhere: 'Another invitation is still open',
    none: 'Not invited yet',
  },

  invitations: 'Invitations',
  noInvitations: 'No invitations yet.',
  open: (until: string) => `Good until ${until}`,
  used: (when: string) => `Used ${when}`,
  expired: (when: string) => `Expired ${when}`,
  cancelled: (when: string) => `Cancelled ${when}`,
  cancelInvitation: 'Cancel it',

  rename: 'Rename the phone',
  save: 'Save',
  changeRole: 'Change the role',
  addPhone: 'Add a phone',
  move: 'Move to a new phone',
  revoke: 'Shut this phone out',
  revokeAsk: (name: string) => `Shut out ${name}?`,
  revokeText:
    'It is cut off at once and cannot come in again. What was not sent stays on it, and you can accept it as a packet.',
  revokeGo: 'Yes, shut out',
  done: 'Done.',

  audit: 'Audit',
  auditText: 'Who did what and when. What was written is never noted here.',
  auditMore: 'Load more',
  auditExport: 'Download as CSV',
  auditLines: (n: number) => `${count(n, 'line')} so far.`,
  auditCut: 'No file was made, because not all lines were read. Tap again to go on.',
  auditNone: 'Nothing yet.',
  operator: 'The operator',
  acts: {
    joined: 'A phone joined',
    invited: 'Invitation made',
    invitation_cancelled: 'Invitation cancelled',
    device_renamed: 'Phone named',
    device_revoked: 'Phone shut out',
    role_set: 'Role changed',
    erased: 'Document erased',
    refounded: 'Document started again',
    packet_accepted: 'Packet accepted',
    token_rotated: 'Token renewed',
    key_set: 'Key changed',
    feed_added: 'Data feed made',
    feed_ended: 'Data feed ended',
    exported_audit: 'Audit downloaded',
    unreadable: 'Damaged at the kecamatan, cannot be read any more',
  },
  columns: ['line', 'time', 'act', 'by', 'phone', 'about', 'about_phone', 'document', 'detail'],
  auditFile: 'audit',
  auditGap: (first, last) =>
    first === Number(last) ? `Line ${first}` : `Lines ${first} to ${last}`,

  feedTables: {
    entries: 'Mentoring',
    follow_ups: 'Follow-ups',
    events: 'Events',
    minutes: 'Minutes',
    problems: 'Problems',
    posts: 'Posts',
  },
  feedPersonal: 'with names of people',

  damagedPeople: 'Phones or invitations damaged at the kecamatan',
  damagedPeopleText:
    'Such a phone cannot come in until its owner is invited again. What it has not sent stays on it. A damaged invitation is void; make a new one.',
  damagedRow: (table, row) =>
    table === 'device'
      ? `Phone number ${row}`
      : table === 'invitation'
        ? `Invitation ${row}`
        : 'Name or history of the forum',
  damaged: 'Damaged at the kecamatan',
  damagedHelp:
    'The disk there has lost a part of these. Nothing new is taken for them until a phone that has all of it comes by. Ask everybody to open the app once with a signal.',
  full: 'Nobody can write here any more',
  fullHelp:
    'These have no room left, or were filled in a wrong way. What stands in them can still be read.',
  refound: 'Start again',
  refoundTitle: (title: string) => `Start again: ${title}`,
  refoundText:
    'All that can still be read begins anew under the same name, on every phone. Who wrote what, and when, is lost for good. What members have not sent yet is put in; what does not fit is offered to them on their own phones.',
  refoundDamaged:
    'If some phone may still hold all of it, wait until that phone has come by. Afterwards the missing part cannot come back.',
  refounding: 'Starting again …',
  foundedOn: (done: number, devices: number) =>
    `Started again, on ${done} of ${count(devices, 'phone')}`,
  erasures: 'Erasures',
  erasedOn: (done: number, devices: number) => `Erased on ${done} of ${count(devices, 'phone')}`,
  erasedText: 'Phones out of reach erase it when they come back.',

  consent: 'Consent',
  consentNone: 'No consent is recorded.',
  consentVersion: 'v1',
  consentRead: 'Read the text',
  consentText:
    'The forum keeps your name, position, village, WhatsApp number and email, your posts, abilities, attendance and mentoring, so that members know each other and mentoring is recorded. It is read by members, the kecamatan and facilitators; grades only by you, organisers and the kecamatan. You may see and correct it, withdraw consent and ask for it to be erased. Requests are acted on within 72 hours.',
  give: 'Record consent',
  given: (when: string, method: string) => `Given ${when} · ${method}`,
  method: 'How',
  methods: ['In writing', 'Said at a meeting', 'By WhatsApp'],
  withdraw: 'Withdraw consent',
  withdrawAsk: 'Withdraw consent to this data?',
  withdrawText: 'Organisers see it and have to act within 72 hours.',
  withdrawn: (when: string) => `Consent withdrawn ${when}`,
  clock: 'Consent withdrawn',
  clockLeft: (hours: number) => `72 hours: ${count(hours, 'hour')} left`,
  clockLate: (hours: number) => `72 hours: ${count(hours, 'hour')} too late`,

  erase: 'Erase this person’s data',
  eraseTitle: (name: string) => `Erase the data of ${name}?`,
  eraseText: (assessments: number) =>
    assessments > 0
      ? `The card and ${count(assessments, 'assessment')} are erased from the office and from every phone, with their history. This cannot be undone. Other texts only say “Erased member”. The phone still comes in until you shut it out.`
      : 'The card is erased from the office and from every phone, with its history. This cannot be undone. Other texts only say “Erased member”. The phone still comes in until you shut it out.',
  eraseType: (name: string) => `Type “${name}” to go on`,
  eraseGo: 'Yes, erase for everybody',
  erasing: 'Erasing…',

  redact: 'Take out what is confidential',
  redactText:
    'First delete from this note what is confidential. The copy has only what it says now, without history. Then erase the old note.',
  redactGo: 'Make a copy without history',
  redactDone: 'The copy without history is made. Erase the old note from its page.',
  redacting: 'Copying…',
  eraseNote: 'Erase this note for everybody',
  eraseNoteTitle: 'Erase this note for everybody?',
  eraseNoteText:
    'The note and its history are erased from the office and from every phone. It cannot be undone.',

  mineTitle: 'Data about me',
  myPhones: 'See the phones in my name',
  myPhonesText: 'A phone you do not know? Tell an organiser at once: it can write in your name.',
  mine: 'Download my data',
  mineText: 'One file with everything that is kept about you on this phone and at the office.',
  mineFile: 'my-data',
  mineDone: 'The file is made.',

  failure: {
    keyless: 'This phone has lost its key. Ask for a new invitation.',
  },
};
