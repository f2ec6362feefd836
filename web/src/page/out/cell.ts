import type { Value, View } from '../../between/contract';
import { phoneText, valueAt, type Spec } from '../../plain/fields';
import { specAt } from '../../plain/specs';
import { doubtsAt, openProse, openText, versionsAt } from '../language/open';
import { readValue } from '../language/read-value';

/** Between several values in one cell. */
export const BETWEEN = '; ';
/** Excel takes no longer cell. */
const CELL_CHARS_MAX = 32_000;

/**
 * What stands at a path of a document, as it leaves the app in a cell: words by their names, days as
 * dd/mm/yyyy, amounts as digits, and what is not settled in all its versions.
 */
export function cellText(view: View, path: string, nameOf: (member: string) => string): string {
  const spec = specAt(view.kind, path);
  const read = (value: Value | null) => cellOf(spec, String(value ?? ''), nameOf);
  const versions = versionsAt(view, path);
  if (versions.length > 0) return openText(versions.map(read));
  const value = valueAt(view.fields, path);
  if (Array.isArray(value)) return value.map((one) => read(String(one))).join(BETWEEN);
  const text = value === undefined || typeof value === 'object' ? '' : read(value as Value);
  const doubts = doubtsAt(view, path);
  const open = doubts.length > 0 ? openProse(text, doubts) : text;
  return open.length > CELL_CHARS_MAX ? `${open.slice(0, CELL_CHARS_MAX)} …` : open;
}

function cellOf(spec: Spec, value: string, nameOf: (member: string) => string): string {
  if (spec.is === 'rupiah') return value;
  if (spec.is === 'phone') return phoneText(value);
  if (spec.is === 'date') return dayCell(value);
  return readValue(spec, value, nameOf);
}

/** 12/03/2026; what is no day as it is. */
export function dayCell(day: string): string {
  return day.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3/$2/$1');
}
