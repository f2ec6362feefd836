import type { Fields, View } from '../../between/contract';
import { phoneText } from '../../plain/fields';
import { readValue } from './read-value';
import { specAt } from '../../plain/specs';
import { language } from './words.svelte';

/** Every sign that stands for an apostrophe, a glottal stop or a quote around a letter. */
const APOSTROPHE = /['`´‘’‛ʻʼʽʾʿ′＇ˈ]/g;

/**
 * A text as it is searched: small letters without marks, no apostrophes, and one space for whatever
 * stands between words. "Jum’at" and "jumat", "Ma'mūn" and "mamun" are the same.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(APOSTROPHE, '')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * Whether texts have all words of a query: in any order, inside of words too, and whether or not a
 * space stands between two of them ("suka maju", "sukamaju").
 */
export function finder(query: string): (folded: string) => boolean {
  const words = fold(query).split(' ');
  const whole = words.join('');
  return (folded) => {
    const close = folded.replaceAll(' ', '');
    return (
      close.includes(whole) || words.every((word) => folded.includes(word) || close.includes(word))
    );
  };
}

interface Said {
  /** Of whom it speaks. */
  people: string[];
  /** What else it says, folded. */
  text: string;
  language: string;
}

/** Fields are replaced when they change, so what was gathered of them stays true. */
const gathered = new WeakMap<Fields, Said>();
/** For machines, or said elsewhere. */
const UNSEARCHED = new Set([
  'order',
  'form',
  'archived_on',
  'consent',
  'approvals',
  'follow_up',
  'proofs',
]);

/** Whether a document, or one record of it, is what is looked for, by everything that is read in it. */
export function finderOf(query: string, nameOf: (member: string) => string | null) {
  const has = finder(query);
  return (view: View, fields: Fields = view.fields, prefix = '', also = ''): boolean => {
    if (fold(query) === '') return true;
    const said = saidIn(view.kind, fields, prefix);
    const names = said.people.map((member) => fold(nameOf(member) ?? ''));
    return has([said.text, ...names, fold(also)].join(' '));
  };
}

function saidIn(kind: string, fields: Fields, prefix: string): Said {
  const known = gathered.get(fields);
  if (known?.language === language.code) return known;
  const said = { people: new Set<string>(), texts: [] as string[] };
  gather(kind, fields, prefix, said);
  const text = fold(said.texts.join(' '));
  const all = { people: [...said.people], text, language: language.code };
  gathered.set(fields, all);
  return all;
}

function gather(
  kind: string,
  fields: Fields,
  prefix: string,
  said: { people: Set<string>; texts: string[] },
): void {
  if (typeof fields['archived_on'] === 'string' && /\/.+\//.test(prefix)) return;
  for (const [name, value] of Object.entries(fields)) {
    if (UNSEARCHED.has(name)) continue;
    const path = prefix + name;
    if (typeof value === 'object' && !Array.isArray(value)) {
      if (name === 'attendance' || name === 'promised')
        Object.keys(value).forEach((member) => said.people.add(member));
      else gather(kind, value as Fields, `${path}/`, said);
      continue;
    }
    const spec = specAt(kind, path);
    for (const one of Array.isArray(value) ? value : [String(value)]) {
      if (spec.is === 'person' || spec.is === 'people') said.people.add(one);
      else if (spec.is === 'phone') said.texts.push(one, phoneText(one));
      else said.texts.push(readValue(spec, one, () => ''));
    }
  }
}
