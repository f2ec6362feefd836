import { tameLine } from './clean';
import type { Fields, View } from '../between/contract';
import { specAt } from './specs';

/** The times that the relay takes, in seconds: 1970 to 2100. */
const TIME_S_MAX = 4_102_444_800;

/**
 * A view as screens, links and files can bear it, whoever wrote the changes: lines are lines, times are
 * between 1970 and 2100. Texts stay to the letter, because places are counted in them.
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
        value: typeof version.value === 'string' ? tameLine(version.value) : version.value,
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
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const path = above + name;
      if (typeof value === 'string')
        return [name, specAt(kind, path).is === 'text' ? value : tameLine(value)];
      const inner = typeof value === 'object' && value !== null && !Array.isArray(value);
      return [name, inner ? tameFields(kind, value as Fields, `${path}/`) : value];
    }),
  );
}
