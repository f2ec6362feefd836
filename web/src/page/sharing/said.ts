import type { View } from '../../between/contract';
import { valueAt } from '../../plain/fields';
import { specAt } from '../../plain/specs';
import { longDateText } from '../language/dates';
import { doubtsAt, openProse, openText, versionsAt } from '../language/open';
import { readValue } from '../language/read-value';

/** What a field says where it leaves the app: whatever people disagree about in all versions. */
export function said(view: View, path: string, nameOf: (member: string) => string): string {
  const spec = specAt(view.kind, path);
  const read = (one: unknown) =>
    spec.is === 'date' && one
      ? longDateText(String(one))
      : readValue(spec, String(one ?? ''), nameOf);
  const versions = versionsAt(view, path);
  if (versions.length > 0) return openText(versions.map(read));
  const value = String(valueAt(view.fields, path) ?? '');
  const doubts = doubtsAt(view, path);
  return doubts.length > 0 ? openProse(value, doubts) : read(value);
}

/** What not every member reads. */
export function isConfidential({ kind }: View): boolean {
  return ['board', 'private', 'assessment', 'own'].includes(kind);
}

/** Whether people disagree about any of these. */
export function isOpen(view: View, paths: readonly string[]): boolean {
  return paths.some((path) => versionsAt(view, path).length > 0 || doubtsAt(view, path).length > 0);
}
