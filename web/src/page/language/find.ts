import type { Fields, Value, View } from '../../between/contract';
import { phoneText, type Spec } from '../../plain/fields';
import { monthText } from './dates';
import { forum } from './forum.svelte';
import { readValue } from './read-value';
import { specAt } from '../../plain/specs';
import { language } from './words.svelte';

/** Every sign that stands for an apostrophe, a glottal stop or a quote around a letter. */
const APOSTROPHE = /['`´‘’‛ʻʼʽʾʿ′＇ˈ]/;
const APOSTROPHES = new RegExp(APOSTROPHE, 'g');

const PLAIN = /^[\x00-\x7f]*$/;

/**
 * A text as it is searched: small letters without marks, no apostrophes, and one space for whatever
 * stands between words. "Jum’at" and "jumat", "Ma'mūn" and "mamun" are the same.
 */
export function fold(text: string): string {
  const bare = APOSTROPHE.test(text) ? text.replace(APOSTROPHES, '') : text;
  // Most texts are plain, and all of a forum is folded at once.
  if (PLAIN.test(bare))
    return bare
      .toLowerCase()
      .replace(/ *[^a-z0-9 ]+ */g, ' ')
      .replace(/ {2,}/g, ' ')
      .trim();
  return bare
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(APOSTROPHES, '')
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

/** What is read in a document or a record. */
export interface Said {
  /** Of whom it speaks. */
  people: Set<string>;
  /** What else it says, each with the field it stands in. */
  texts: [path: string, text: string][];
}

interface Gathered {
  people: string[];
  /** Folded. */
  text: string;
  language: string;
}

/** Fields are replaced when they change, so what was gathered of them stays true. */
const gathered = new WeakMap<Fields, Gathered>();
/** For machines, or said elsewhere. */
const UNSEARCHED = new Set([
  'order',
  'form',
  'archived_on',
  'consent',
  'approvals',
  'follow_up',
  'proofs',
  // Of a file: what it is made of, and where it belongs.
  'hash',
  'bytes',
  'mime',
  'of',
]);

/** Whether a document, or one record of it, is what is looked for, by everything that is read in it. */
export function finderOf(query: string, nameOf: (member: string) => string | null) {
  const has = finder(query);
  return (view: View, fields: Fields = view.fields, prefix = '', also = ''): boolean => {
    if (fold(query) === '') return true;
    const { people, text } = gatheredIn(view.kind, fields, prefix);
    const names = people.map((member) => fold(nameOf(member) ?? ''));
    return has([text, ...names, fold(also)].join(' '));
  };
}

function gatheredIn(kind: string, fields: Fields, prefix: string): Gathered {
  const known = gathered.get(fields);
  if (known?.language === language.code) return known;
  const { people, texts } = saidIn(kind, fields, prefix);
  const text = fold(texts.map(([, one]) => one).join(' '));
  const all = { people: [...people], text, language: language.code };
  gathered.set(fields, all);
  return all;
}

/**
 * Everything that is read in these fields, which stand at `prefix` of a document of this kind; without what
 * was put away inside of them, and without the parts named in `but`.
 */
export function saidIn(
  kind: string,
  fields: Fields,
  prefix = '',
  but: readonly string[] = [],
): Said {
  freshWords();
  const said: Said = { people: new Set(), texts: [] };
  const names = prefix.split('/').filter((one, at) => at % 2 === 0 && one !== '');
  const specs = specsIn(kind, names.join('/'));
  for (const [name, value] of Object.entries(fields))
    if (!but.includes(name)) gather(said, specs, prefix, name, value);
  return said;
}

/** One field of a record, or all records and registers below it. */
function gather(
  said: Said,
  specs: PlaceSpecs,
  above: string,
  name: string,
  value: Fields[string],
): void {
  if (UNSEARCHED.has(name)) return;
  const path = above + name;
  if (typeof value !== 'object' || Array.isArray(value)) {
    put(said, specs.of(name), path, value);
    return;
  }
  if (name === 'attendance' || name === 'promised') {
    Object.keys(value).forEach((member) => said.people.add(member));
    return;
  }
  const below = specsIn(specs.kind, specs.place === '' ? name : `${specs.place}/${name}`);
  for (const [key, inner] of Object.entries(value as Fields)) {
    if (typeof inner !== 'object' || Array.isArray(inner))
      put(said, below.of(key), `${path}/${key}`, inner);
    else if (typeof inner['archived_on'] !== 'string')
      for (const [field, one] of Object.entries(inner as Fields))
        gather(said, below, `${path}/${key}/`, field, one);
  }
}

function put(said: Said, spec: Spec, path: string, value: string[] | Value): void {
  for (const one of Array.isArray(value) ? value : [String(value)]) {
    if (spec.is === 'person' || spec.is === 'people') said.people.add(one);
    else if (one !== '') said.texts.push([path, wordsOf(spec, one)]);
  }
}

/** What words and villages are called, as long as forum and language call them so. */
const called = { by: new Map<string, string>(), language: '', settings: undefined as unknown };

function freshWords(): void {
  if (called.language === language.code && called.settings === forum.fields) return;
  Object.assign(called, { by: new Map(), language: language.code, settings: forum.fields });
}

/** As it is read, and in the other ways in which people would ask for it. */
function wordsOf(spec: Spec, value: string): string {
  if ('vocabulary' in spec || spec.is === 'village' || spec.is === 'villages') {
    const key = `${'vocabulary' in spec ? spec.vocabulary : ''}:${value}`;
    const known = called.by.get(key);
    if (known !== undefined) return known;
    const text = readValue(spec, value, () => '');
    called.by.set(key, text);
    return text;
  }
  if (spec.is === 'phone') return `${phoneText(value)} ${value} ${value.replace(/^\+62/, '0')}`;
  if (spec.is === 'rupiah') return `Rp ${value.replace(/\B(?=(\d{3})+$)/g, '.')}`;
  if (spec.is === 'date') return dayWords(value);
  return readValue(spec, value, () => '');
}

/** Days of one form, as people ask for them: 12 Maret 2026, 12/03/2026. */
function dayWords(day: string): string {
  const [, year, month = '', date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  return year ? `${date} ${monthName(month)} ${month} ${year}` : day;
}

const months = new Map<string, string>();

function monthName(month: string): string {
  const key = `${language.code}${month}`;
  const known = months.get(key);
  if (known !== undefined) return known;
  const name = monthText(`2000-${month}-01`).replace(/\s*\d+$/, '');
  months.set(key, name);
  return name;
}

/** More than all kinds have; what this page does not know may have any name. */
const PLACES_MAX = 200;
const SPECS_MAX = 200;

/** What the fields of one place are, looked up once: all of a forum is read at once. */
class PlaceSpecs {
  readonly #known = new Map<string, Spec>();
  readonly #above: string;

  constructor(
    readonly kind: string,
    readonly place: string,
  ) {
    // In a path every place is followed by the key of a record, whatever that is.
    this.#above = place === '' ? '' : `${place.split('/').join('/x/')}/x/`;
  }

  of(name: string): Spec {
    const known = this.#known.get(name);
    if (known) return known;
    const spec = specAt(this.kind, this.#above + name);
    if (this.#known.size < SPECS_MAX) this.#known.set(name, spec);
    return spec;
  }
}

const places = new Map<string, PlaceSpecs>();

function specsIn(kind: string, place: string): PlaceSpecs {
  const key = `${kind}:${place}`;
  const known = places.get(key);
  if (known) return known;
  const made = new PlaceSpecs(kind, place);
  if (places.size < PLACES_MAX) places.set(key, made);
  return made;
}
