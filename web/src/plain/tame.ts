import { tameLine } from './clean';
import type { Fields, Value, View } from '../between/contract';
import { specAt, specFor } from './specs';

/** The times that the relay takes, in seconds: 1970 to 2100. */
const TIME_S_MAX = 4_102_444_800;

/**
 * A view as screens, links and files can bear it, whoever wrote the changes: lines are lines, times are
 * between 1970 and 2100, lists are of words, and what is nothing, or holds others where a value is, is not
 * there. Texts stay to the letter, because
 * places are counted in them.
 */
export function tameView(view: View): View {
  const { kind, edited } = view;
  return {
    ...view,
    fields: tameFields(kind, view.fields, ''),
    conflicts: view.conflicts.map((conflict) => ({
      ...conflict,
      versions: conflict.versions.map((version) => ({
        ...version,
        value: tameValue(version.value),
        at: version.at === null ? null : inTime(version.at),
      })),
    })),
    after_archive: view.after_archive.map((one) => ({
      ...one,
      archived_at: inTime(one.archived_at),
    })),
    edited: edited && { ...edited, at: inTime(edited.at) },
  };
}

function inTime(s: number): number {
  return Number.isFinite(s) ? Math.min(Math.max(s, 0), TIME_S_MAX) : 0;
}

function tameFields(kind: string, fields: Fields, above: string): Fields {
  const there = Object.entries(fields).filter(([name, value]) => fits(kind, above + name, value));
  return Object.fromEntries(
    there.map(([name, value]) => {
      const path = above + name;
      if (typeof value === 'string')
        return [name, specAt(kind, path).is === 'text' ? value : tameLine(value)];
      if (Array.isArray(value)) return [name, value.filter(isText).map(tameLine)];
      const inner = typeof value === 'object';
      return [name, inner ? tameFields(kind, value as Fields, `${path}/`) : value];
    }),
  );
}

/** Whether a field can hold this. Of what this page does not know, anything but nothing. */
function fits(kind: string, path: string, value: unknown): boolean {
  if (value === null) return false;
  const spec = specFor(kind, path);
  if (!spec) return true;
  const list = spec.is === 'words' || spec.is === 'people' || spec.is === 'villages';
  return list ? Array.isArray(value) : typeof value !== 'object';
}

function tameValue(value: Value | null): Value | null {
  if (typeof value === 'object') return null;
  return typeof value === 'string' ? tameLine(value) : value;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
