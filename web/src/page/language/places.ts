import type { Fields, View } from '../../between/contract';
import { currentRecordsOf, recordsOf, textOf } from '../../plain/fields';
import { specAt } from '../../plain/specs';
import { forum } from './forum.svelte';
import { kindName } from './titles';
import { fieldName, w, wordFor } from './words.svelte';

type NameOf = (member: string) => string;

/** Records as a page shows them: by their order key, then by age. */
export function inOrder(records: [key: string, fields: Fields][]): [string, Fields][] {
  return [...records].sort(
    ([aKey, a], [bKey, b]) =>
      compare(textOf(a, 'order'), textOf(b, 'order')) || compare(aKey, bKey),
  );
}

/** Registers that stand for a person each. */
const BY_MEMBER = new Set(['attendance', 'promised']);

/** Where in a document something is, as people would say it: "Judul mata acara 2". */
export function placeName(view: View, path: string, nameOf: NameOf): string {
  const segments = path.split('/');
  const [first = '', key] = segments;
  if (BY_MEMBER.has(first) && key) return w().place.of(fieldName(first), nameOf(key));
  if (GRADED.has(first) && key) return w().place.of(fieldName(first), gradedName(key, nameOf));
  const records: string[] = [];
  let fields: Fields | undefined = view.fields;
  for (let at = 0; at + 1 < segments.length; at += 2) {
    const [name = '', key = ''] = segments.slice(at, at + 2);
    if (!isRecords(name)) continue;
    // The entry is what the page is about.
    if (name !== 'entries') records.push(recordName(fields, name, key));
    fields = recordsOf(fields, name).find(([one]) => one === key)?.[1];
  }
  const last = segments[segments.length - 1] ?? '';
  const place = records.join(' · ');
  if (last === 'archived_on') return place || (w().place.whole[view.kind] ?? kindName(view.kind));
  const spec = specAt(view.kind, path);
  // What a forum is called stands in a field of that name, too.
  const field = fieldName(segments[0] === 'files' && spec.name === 'name' ? 'caption' : spec.name);
  return place === '' ? field : w().place.of(field, place);
}

/** Registers of a competence, some of them of whoever assesses it. */
const GRADED = new Set(['scores', 'evidence', 'agreed', 'own_grades', 'own_evidence']);

/**
 * A key of a set that is made of several names, as people would say it: whose grade of what a proof is for,
 * and which entry belongs to what. Null if it is a plain one.
 */
export function keyName(view: View, set: string, key: string, nameOf: NameOf): string | null {
  if (set === 'proofs') return gradedName(key, nameOf);
  if (set !== 'links') return null;
  const [entry = '', kind = '', id = ''] = key.split(':');
  if (kind === 'obligation') {
    const owed = recordsOf(forum.fields, 'obligations').find(([one]) => one === id)?.[1];
    return textOf(owed, 'title') || w().home.obligations;
  }
  const record = recordsOf(view.fields, 'entries').find(([one]) => one === entry)?.[1];
  const topic = brief(textOf(record, 'topic'));
  const to = kindName(kind === 'problem' ? 'problems' : kind);
  return topic === '' ? to : `${to} (${topic})`;
}

function gradedName(key: string, nameOf: NameOf): string {
  const [competence = '', assessor] = key.split(':');
  const name = wordFor('competence', competence);
  return assessor ? `${name} (${nameOf(assessor)})` : name;
}

/** What a record says first. */
const SAYS = ['title', 'text', 'what', 'name'];
/** Characters; enough to tell one record from another in a sentence about it. */
const BRIEF_MAX = 40;

/** "mata acara 2"; one that is put away has no number: "mata acara “Iuran”". */
function recordName(fields: Fields | undefined, name: string, key: string): string {
  const place = inOrder(currentRecordsOf(fields, name)).findIndex(([one]) => one === key);
  const record = recordsOf(fields, name).find(([one]) => one === key)?.[1];
  const says = SAYS.map((field) => textOf(record, field)).find((text) => text !== '') ?? '';
  // A log holds the files of many entries: a number among them says nothing.
  const number = name === 'files' ? 0 : place + 1;
  return w().place.record(w().place.records[name] ?? name, number, brief(says));
}

function brief(text: string): string {
  return text.length > BRIEF_MAX ? `${text.slice(0, BRIEF_MAX).trimEnd()}…` : text;
}

function isRecords(name: string): boolean {
  return name === 'entries' || name in w().place.records;
}

/** As a sentence begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
