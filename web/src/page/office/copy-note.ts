import { clean } from '../../plain/clean';
import type { Edit, Fields, Value, View } from '../../between/contract';
import { textOf } from '../../plain/fields';
import { openFields } from '../language/open';

/** Texts go in pieces well below the longest insertion of one edit. */
const PIECE_UNITS = 8_000;
/** Fields that are texts, wherever they are in a note. */
const TEXTS = new Set(['body', 'discussion']);
/** A number that is not set but counted up. */
const COUNTED = 'guests';
/** Maps of records, each made by an edit of its own. */
const RECORDS = new Set(['agenda', 'decisions', 'follow_ups']);
/** Who approved a version approved that one, with its history; and the copy is to be worked on. */
const LEFT_OUT = new Set(['approvals', 'archived_on']);
/** Nobody has approved the copy. */
const APPROVED = 'disahkan';
const DRAFT = 'draf';

/**
 * What a copy of a note says: where people disagree it has all versions, in the sentence itself, and of
 * fields, which hold one value each, below the text.
 */
export function copied(view: View, told: (path: string, values: string[]) => string): Fields {
  const fields = openFields({ ...view, conflicts: [] }, (_, value) => value);
  const lines = view.conflicts
    .filter(({ path }) => !LEFT_OUT.has(path.split('/')[0] ?? ''))
    .map(({ path, versions }) =>
      told(
        path,
        versions.map(({ value }) => String(value ?? '')),
      ),
    );
  const body = [textOf(fields, 'body'), ...lines].filter((part) => part !== '').join('\n');
  return body === '' ? fields : { ...fields, body };
}

/** The edits that make an empty note say what these fields say. */
export function copyOf(fields: Fields, prefix = ''): Edit[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const path = `${prefix}${name}`;
    if (prefix === '' && LEFT_OUT.has(name)) return [];
    if (path === 'state' && value === APPROVED) return [{ op: 'set', path, value: DRAFT }];
    if (Array.isArray(value)) return value.map((key): Edit => ({ op: 'include', path, key }));
    if (typeof value !== 'object') return ofValue(name, path, value);
    return Object.entries(value as Fields).flatMap(([key, inner]): Edit[] =>
      RECORDS.has(name)
        ? [{ op: 'add', path, key }, ...copyOf(inner as Fields, `${path}/${key}/`)]
        : [{ op: 'set', path: `${path}/${key}`, value: inner as Value }],
    );
  });
}

function ofValue(name: string, path: string, value: Value): Edit[] {
  if (value === '') return [];
  if (name === COUNTED) return [{ op: 'increment', path, by: Number(value) }];
  if (!TEXTS.has(name) || typeof value !== 'string') return [{ op: 'set', path, value }];
  const pieces: Edit[] = [];
  let at = 0;
  for (const piece of clean('text', value).match(new RegExp(`[^]{1,${PIECE_UNITS}}`, 'gu')) ?? []) {
    pieces.push({ op: 'splice', path, at, delete: 0, insert: piece });
    at += piece.length;
  }
  return pieces;
}
