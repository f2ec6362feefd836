import { count } from './en-count';
import type { SettingsWords } from './id-settings';

/** Settings of the forum, English. Fetched with the pages that show them. */
export const settings: SettingsWords = {
  /** Of the phone and whoever holds it. */
  phone: {
    language: 'Language',
    theme: 'Appearance',
    auto: 'As the phone',
    light: 'Light',
    dark: 'Dark',
    account: 'You',
    device: 'Code of this phone',
    storage: 'Storage on this phone',
    used: (used, quota) => `${used} of ${quota} used`,
    usedBy: (app, data) => `The app ${app}, data and files ${data}`,
    documents: (n) => count(n, 'document'),
    kept: 'The phone promised not to clear this data by itself.',
    notKept:
      'The system may clear this data when the phone is full. Install the app on the home screen to be safer.',
    about: 'About',
    aboutText:
      'Paguyuban works without a signal. What you write is saved on the phone first, then sent to the office and to the others.',
  },

  group: { identity: 'The forum', letterhead: 'Letterhead' },
  letterheadText: 'The lines at the head of the forum’s letters.',

  logo: 'Logo',
  noLogo: 'No logo yet.',
  logoText: 'Shown in the letterhead when printing. The picture is made smaller on this phone.',
  logoTake: 'Choose a picture',
  logoOther: 'Choose another picture',
  logoBusy: 'Making it smaller…',
  logoDrop: 'Remove the logo',
  logoTrouble: {
    big: 'That file is too large. Choose a picture below 20 MB.',
    unreadable: 'This phone cannot read that picture. Choose a PNG or JPG.',
  },

  villages: 'Villages',
  villageCount: (n) => count(n, 'village'),
  noVillages: 'No villages yet. Paste the list; mentoring is logged by village.',
  paste: 'Paste a list of villages',
  pasteText:
    'One village per line: its official code and its name, such as 33.01.01.2001 Contoh. What was copied from Excel or a CSV file works too.',
  code: 'Code of the kecamatan, if the list has only names',
  codeHint:
    'Such as 33.01.01. Villages are numbered from 2001; compare them with the official list.',
  fromExcel: 'Import from Excel',
  file: 'Take it from a file',
  found: (n) => (n === 0 ? 'No village has been read yet.' : `${count(n, 'village')} read.`),
  fileTooBig: 'That file is too large for a list of villages. Choose another, or paste the list.',
  unread: (lines) => `Not read: ${lines}`,
  add: (n) => `Keep ${count(n, 'village')}`,
  added: (n) => `${count(n, 'village')} kept.`,
  retired: 'not used any more',
  retire: 'Not used any more',
  reuse: 'Use again',

  words: 'Lists of words',
  wordsText:
    'What the words of the forms are called, their order, and more of them. Old words stay readable where they were used.',
  wordCount: (n) => count(n, 'word'),
  fixed: 'These words can be called otherwise, but none can be added.',
  newWord: 'New word',
  addWord: 'Add word',
  wordNeeded: 'Write the word first.',
  wordThere: 'That word is there already.',
  up: (word) => `Move ${word} up`,
  down: (word) => `Move ${word} down`,
  vocabulary: {
    position: 'Positions',
    position_status: 'Status of a position',
    appointment_route: 'Ways into office',
    education: 'Education',
    member_status: 'Status of members',
    competence: 'Competences',
    grade: 'Scale of grades',
    mentoring_kind: 'Forms of mentoring',
    mentor_stance: 'Parts of a mentor',
    medium: 'Media',
    stage: 'Stages',
    problem: 'Problems',
    meeting_kind: 'Kinds of meeting',
    attendance: 'Attendance',
    mentoring_state: 'Status of mentoring',
    follow_up_state: 'Status of follow-ups',
    note_state: 'Status of minutes',
    severity: 'Severity of problems',
    problem_state: 'Where a problem stands',
    left_by: 'Why a tenure ended',
  },

  terms: 'Terms of office',
  noTerms: 'No terms of office yet.',
  addTerm: 'Add a term of office',
  templates: 'Templates',
  noTemplates: 'No templates yet. Make one for meetings whose agenda is often the same.',
  addTemplate: 'Add a template',
  templatesText:
    'For minutes, its text is the agenda, one point in each line. For mentoring, it becomes the description.',
  obligations: 'Calendar of what villages owe',
  noObligations: 'Nothing is owed yet.',
  addObligation: 'Add an obligation',
};
