import type { Span } from './calendar';
import type { Fields, Value, View } from '../between/contract';
import type { VocabularyName } from '../words/id-fields';

/** How one field is read and filled in. Its label is `field.{name}` of the words. */
export type Spec =
  | { name: string; is: 'line'; max: number }
  | { name: string; is: 'date'; span?: Span }
  /** A small JPEG as base64url. */
  | { name: string; is: 'picture' }
  | { name: string; is: 'time' | 'rupiah' | 'phone' | 'email' | 'text' }
  | { name: string; is: 'village' | 'villages' | 'person' | 'people' }
  | {
      name: string;
      is: 'word' | 'words';
      vocabulary: VocabularyName;
      /** Words that are not for this person to choose. */
      except?: string[];
    };

export interface Person {
  id: string;
  name: string;
  /** Their card, if there is one: people are found by what it says. */
  view?: View;
}

/** A register's value as text; what is not filled in is empty. */
export function textOf(fields: Fields | undefined, name: string): string {
  const value = fields?.[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The keys of a set, or of nothing. */
export function keysOf(fields: Fields | undefined, name: string): string[] {
  const value = fields?.[name];
  return Array.isArray(value) ? value : [];
}

/** Records or registers by key. */
export function recordsOf(fields: Fields | undefined, name: string): [key: string, Fields][] {
  const value = fields?.[name];
  if (typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value).filter(
    (entry): entry is [string, Fields] => typeof entry[1] === 'object' && !Array.isArray(entry[1]),
  );
}

/** Records that are not archived. */
export function currentRecordsOf(fields: Fields | undefined, name: string): [string, Fields][] {
  return recordsOf(fields, name).filter(([, record]) => textOf(record, 'archived_on') === '');
}

/** Registers by key, e.g. attendance by member. */
export function registersOf(fields: Fields | undefined, name: string): Record<string, Value> {
  const value = fields?.[name];
  if (typeof value !== 'object' || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, Value] => typeof entry[1] !== 'object'),
  );
}

/** The value at a path like `entries/01J…/topic`. */
export function valueAt(fields: Fields, path: string): unknown {
  return path.split('/').reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null ? (value as Fields)[key] : undefined;
  }, fields);
}

/** A stored number in groups that can be read out: 0812-3456-7890, (0281) 641234. */
export function phoneText(stored: string): string {
  if (!stored.startsWith('+62')) return stored;
  const local = stored.replace('+62', '0');
  return local.startsWith('08')
    ? local.replace(/^(\d{4})(\d{4})(\d+)$/, '$1-$2-$3')
    : local.replace(/^(02[124]|0[36]1|0\d{3})(\d+)$/, '($1) $2');
}
