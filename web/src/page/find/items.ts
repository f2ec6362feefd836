import type { Fields, View } from '../../between/contract';
import { currentRecordsOf, keysOf, recordsOf, textOf } from '../../plain/fields';
import { isArchived } from '../../plain/views';
import { fold, saidIn } from '../language/find';
import { forum } from '../language/forum.svelte';
import { openProse, openText, doubtsAt, versionsAt } from '../language/open';
import { titleOf } from '../language/titles';
import { language } from '../language/words.svelte';
import { periodName } from '../assessment/periods';

/** What can be found, in the order in which it is offered. */
export const SORTS = [
  'person',
  'village',
  'entry',
  'note',
  'agenda',
  'decision',
  'task',
  'problem',
  'event',
  'post',
  'grade',
] as const;
export type Sort = (typeof SORTS)[number];

/** One thing that can be found: a document, a record of one, or a village. */
export interface Item {
  sort: Sort;
  /** Its document; undefined for a village. */
  view: View | undefined;
  /** Where in its document it stands, with a slash at the end; empty for the document itself. */
  path: string;
  /** Names it among all: of a village, its code. */
  key: string;
  fields: Fields;
  title: string;
  /** `YYYY-MM-DD`; empty if it has none. */
  date: string;
  people: string[];
  villages: string[];
  competences: string[];
  archived: boolean;
  /** All that is read in it, folded. */
  text: string;
  /** What it stands in, which finds it beside its own words. */
  around: string;
  /** Once it was asked for: the text without spaces, the title folded, and what is shown of it. */
  close?: string;
  called?: string;
  sayings?: [path: string, text: string][];
}

export function closeOf(item: Item): string {
  return (item.close ??= item.text.replaceAll(' ', ''));
}

export function calledOf(item: Item): string {
  return (item.called ??= fold(item.title));
}

/** Parts of a document that are found by themselves. */
const APART = ['entries', 'agenda', 'decisions', 'follow_ups', 'problems', 'tenures', 'templates'];
/** What of minutes is a record, and what it is when it is found. */
const POINTS = [
  ['agenda', 'agenda', 'title'],
  ['decisions', 'decision', 'text'],
  ['follow_ups', 'task', 'what'],
] as const;

interface Made {
  items: Item[];
  /** With which words and villages they were read. */
  language: string;
  settings: Fields | undefined;
}

/** Views are replaced when they change, so what was made of them stays true. */
const made = new WeakMap<View, Made>();

/** What can be found in a document. */
export function itemsIn(view: View): Item[] {
  const known = made.get(view);
  const settings = forum.fields;
  if (known && known.language === language.code && known.settings === settings) return known.items;
  const items = itemsOf(view);
  made.set(view, { items, language: language.code, settings });
  return items;
}

/** Every village that can be chosen. */
export function villageItems(): Item[] {
  return forum.villages.map(([code, name]) => {
    const text = fold(`${name} ${code}`);
    return {
      ...{ sort: 'village', view: undefined, path: '', key: code, fields: {}, title: name },
      ...{ date: '', people: [], villages: [code], competences: [], archived: false },
      ...{ text, around: '' },
    };
  });
}

function itemsOf(view: View): Item[] {
  const { kind, doc, fields } = view;
  const [, first = '', second = ''] = doc.split('/');
  if (kind === 'member') {
    const villages = [textOf(fields, 'village_code')].filter(Boolean);
    const [competences, own] = [keysOf(fields, 'can_speak_on'), { people: [first], villages }];
    return [item('person', view, fields, '', { ...own, competences })];
  }
  if (kind === 'log' || kind === 'private')
    return recordsOf(fields, 'entries').flatMap(([key, entry]) =>
      entryItems(view, entry, `entries/${key}/`, kind === 'log' ? [first] : []),
    );
  if (kind === 'note' || kind === 'board') {
    const own = item('note', view, fields, '', {});
    return [own, ...pointsOf(view, fields, '', own)];
  }
  if (kind === 'event') return [item('event', view, fields, '', {})];
  if (kind === 'problems')
    return recordsOf(fields, 'problems').map(([key, one]) => {
      const date = textOf(one, 'since') || textOf(one, 'target_on');
      return item('problem', view, one, `problems/${key}/`, { date, villages: [first] });
    });
  if (kind === 'posts')
    return recordsOf(fields, 'tenures').map(([key, one]) => {
      const [date, villages] = [textOf(one, 'from'), [textOf(one, 'village_code')]];
      return item('post', view, one, `tenures/${key}/`, { date, villages });
    });
  if (kind === 'assessment' || kind === 'own') {
    const around = periodName(second);
    return [item('grade', view, fields, '', { people: [first], around, date: second })];
  }
  return [];
}

function entryItems(view: View, entry: Fields, path: string, own: string[]): Item[] {
  const villages = [...new Set([...own, ...keysOf(entry, 'villages')])];
  const around = villages.map((code) => forum.villageName(code)).join(' ');
  const one = item('entry', view, entry, path, { villages, also: around });
  return [one, ...(one.archived ? [] : pointsOf(view, entry, path, one))];
}

/** What minutes or an entry hold that is found by itself. */
function pointsOf(view: View, record: Fields, above: string, parent: Item): Item[] {
  if (parent.archived) return [];
  const around = [parent.title, ...parent.villages.map((code) => forum.villageName(code))].join(
    ' ',
  );
  return POINTS.flatMap(([part, sort, title]) =>
    currentRecordsOf(record, part).map(([key, one]) => {
      const more = { villages: parent.villages, date: textOf(one, 'due_on') || parent.date };
      const called = textOf(one, title);
      return item(sort, view, one, `${above}${part}/${key}/`, { ...more, around, title: called });
    }),
  );
}

interface More {
  title?: string;
  date?: string;
  people?: string[];
  villages?: string[];
  competences?: string[];
  around?: string;
  /** What else it is found by. */
  also?: string;
}

function item(sort: Sort, view: View, fields: Fields, path: string, more: More): Item {
  const said = saidIn(view.kind, fields, path, APART);
  const texts = said.texts.map(([, text]) => text);
  const open = view.conflicts.length > 0 ? disputed(view, path) : [];
  const text = fold([...texts, ...open, more.also ?? ''].join(' '));
  return {
    ...{ sort, view, path, fields, text, key: `${view.doc}/${path}` },
    title: more.title ?? titleOf(view, path),
    date: more.date ?? textOf(fields, 'date'),
    people: [...new Set([...(more.people ?? []), ...said.people])],
    villages: more.villages ?? keysOf(fields, 'villages'),
    competences: more.competences ?? keysOf(fields, 'competences'),
    archived: isArchived(view) || textOf(fields, 'archived_on') !== '',
    around: fold(more.around ?? ''),
  };
}

/** What stands in a field for some and not for others is found as well. */
function disputed(view: View, path: string): string[] {
  return view.conflicts
    .filter((one) => one.path.startsWith(path))
    .flatMap(({ versions }) => versions.map(({ value }) => String(value ?? '')));
}

/** What is read in an item, field by field, as it stands on a screen. */
export function sayingsOf(item: Item): [path: string, text: string][] {
  return (item.sayings ??= sayingsIn(item));
}

function sayingsIn({ view, fields, path }: Item): [path: string, text: string][] {
  if (!view) return [];
  return saidIn(view.kind, fields, path, APART).texts.map(([at, text]) => {
    const versions = versionsAt(view, at);
    if (versions.length > 0) return [at, openText(versions.map((value) => String(value ?? '')))];
    const doubts = doubtsAt(view, at);
    return [at, doubts.length > 0 ? openProse(text, doubts) : text];
  });
}
