import { expect, test } from 'vitest';
import { en } from '../../words/en';
import { enLater } from '../../words/en-later';
import { about as enAbout } from '../../words/en-about';
import { arrive as enArrive } from '../../words/en-arrive';
import { confided as enConfided } from '../../words/en-confided';
import { first as enFirst } from '../../words/en-first';
import { grades as enGrades } from '../../words/en-grades';
import { held as enHeld } from '../../words/en-held';
import { taking as enImport } from '../../words/en-import';
import { join as enJoin } from '../../words/en-join';
import { lock as enLock } from '../../words/en-lock';
import { log as enLog } from '../../words/en-log';
import { note as enNote } from '../../words/en-note';
import { office as enOffice } from '../../words/en-office';
import { print as enPrint } from '../../words/en-print';
import { posts as enPosts } from '../../words/en-posts';
import { problems as enProblems } from '../../words/en-problems';
import { reminders as enReminders } from '../../words/en-reminders';
import { reports as enReports } from '../../words/en-reports';
import { settings as enSettings } from '../../words/en-settings';
import { shared as enShared } from '../../words/en-shared';
import { sharing as enSharing } from '../../words/en-sharing';
import { tasks as enTasks } from '../../words/en-tasks';
import { overview as enOverview, village as enVillage } from '../../words/en-village';
import { id } from '../../words/id';
import { idLater } from '../../words/id-later';
import { about as idAbout } from '../../words/id-about';
import { arrive as idArrive } from '../../words/id-arrive';
import { confided as idConfided } from '../../words/id-confided';
import { first as idFirst } from '../../words/id-first';
import { grades as idGrades } from '../../words/id-grades';
import { held as idHeld } from '../../words/id-held';
import { taking as idImport } from '../../words/id-import';
import { join as idJoin } from '../../words/id-join';
import { lock as idLock } from '../../words/id-lock';
import { log as idLog } from '../../words/id-log';
import { note as idNote } from '../../words/id-note';
import { office as idOffice } from '../../words/id-office';
import { print as idPrint } from '../../words/id-print';
import { posts as idPosts } from '../../words/id-posts';
import { problems as idProblems } from '../../words/id-problems';
import { reminders as idReminders } from '../../words/id-reminders';
import { reports as idReports } from '../../words/id-reports';
import { settings as idSettings } from '../../words/id-settings';
import { shared as idShared } from '../../words/id-shared';
import { sharing as idSharing } from '../../words/id-sharing';
import { tasks as idTasks } from '../../words/id-tasks';
import { overview as idOverview, village as idVillage } from '../../words/id-village';
import { find as idFind } from '../../words/id-find';
import { guide as idGuide } from '../../words/id-guide';
import { out as idOut } from '../../words/id-out';
import { find as enFind } from '../../words/en-find';
import { guide as enGuide } from '../../words/en-guide';
import { out as enOut } from '../../words/en-out';

const INDONESIAN = {
  idFind,
  idGuide,
  idOut,
  id,
  idLater,
  idAbout,
  idArrive,
  idConfided,
  idFirst,
  idGrades,
  idHeld,
  idImport,
  idJoin,
  idLock,
  idLog,
  idNote,
  idOffice,
  idPosts,
  idPrint,
  idProblems,
  idReminders,
  idReports,
  idSettings,
  idShared,
  idSharing,
  idTasks,
  idOverview,
  idVillage,
};
const ENGLISH = {
  enFind,
  enGuide,
  enOut,
  en,
  enLater,
  enAbout,
  enArrive,
  enConfided,
  enFirst,
  enGrades,
  enHeld,
  enImport,
  enJoin,
  enLock,
  enLog,
  enNote,
  enOffice,
  enPosts,
  enPrint,
  enProblems,
  enReminders,
  enReports,
  enSettings,
  enShared,
  enSharing,
  enTasks,
  enOverview,
  enVillage,
};

type Sentence = (...given: unknown[]) => unknown;

/** Every sentence below a dictionary with where it stands; those that count are said of `n`. */
function sentences(words: unknown, n: number, at = ''): [at: string, sentence: string][] {
  if (typeof words === 'string') return [[at, words]];
  if (typeof words === 'function') return sentences(said(words as Sentence, n), n, at);
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).flatMap(([name, below]) => sentences(below, n, `${at}/${name}`));
}

/** What is given as a list of names is the one sentence that needs one. */
function said(sentence: Sentence, n: number): unknown {
  return /join\(/.test(sentence.toString()) ? sentence(['Siti'], n) : sentence(n, n, n);
}

test('no Indonesian sentence uses a word that means something else to village secretaries', () => {
  const wrong = /perangkat|surel|keadaan|paket bawaan|redaksi|(?<!berita |mata )\bacara\b/i;
  const found = sentences(INDONESIAN, 2).filter(([, sentence]) => wrong.test(sentence));
  expect(found.map(([, sentence]) => sentence)).toEqual([
    // The officials of a village, and hardware: here the word is right.
    'Koordinasi perangkat',
    'Perangkat keras dan jaringan',
  ]);
});

test('the page of an entry says "Selesai" of one thing only', () => {
  const { field, vocabulary } = idLater;
  const { action } = id;
  expect([field['start'], field['end'], action.done]).toEqual([
    'Jam mulai',
    'Jam selesai',
    'Simpan',
  ]);
  expect(vocabulary.mentoring_state['selesai']).toBe('Selesai');
});

test('what is counted in English has the form of its number', () => {
  const many = sentences(ENGLISH, 1).filter(([, sentence]) =>
    /\b1 (?!uses|invites|has)[a-z-]+s\b/.test(sentence),
  );
  expect(many).toEqual([]);
  const one = sentences(ENGLISH, 2).filter(([, sentence]) =>
    /\b2 (entry|village|phone|document|day|hour|minute|change|member|thing|version)\b/.test(
      sentence,
    ),
  );
  expect(one).toEqual([]);
});

test('English calls one thing by one word', () => {
  const other = /\bassociation|sub-district(?! head|\)| coordination)|\be-mail/i;
  expect(sentences(ENGLISH, 2).filter(([, sentence]) => other.test(sentence))).toEqual([]);
});

test('no sentence is empty or starts or ends with a space', () => {
  const bad = sentences({ INDONESIAN, ENGLISH }, 3).filter(
    ([, sentence]) => sentence === '' || sentence.trim() !== sentence,
  );
  expect(bad).toEqual([]);
});
