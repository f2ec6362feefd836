import type { Edit, Fields, View } from '../../between/contract';
import { textOf } from '../../plain/fields';
import { APPROVED } from '../../plain/meetings';

export { approvedVersions, approversOf } from '../../plain/meetings';

/** What may change without changing what was approved. */
const OUTSIDE = new Set([
  'state',
  'approvals',
  'archived_on',
  'form',
  'number',
  'order',
  'done_on',
  'done_note',
]);

/** Approves exactly this version. The word is written anew if it stands, so that it is of this change. */
export function approving(view: View, me: string): Edit[] {
  const stands = textOf(view.fields, 'state') === APPROVED;
  const state = (value: string): Edit => ({ op: 'set', path: 'state', value });
  return [
    { op: 'set', path: `approvals/${me}`, value: [...view.heads].sort().join(' ') },
    ...(stands ? [state('ditinjau')] : []),
    state(APPROVED),
  ];
}

/** Every register and text in which minutes say something. */
export function sayings(fields: Fields, prefix = ''): { path: string; now: string }[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    if (OUTSIDE.has(name)) return [];
    const path = prefix + name;
    if (Array.isArray(value)) return [];
    if (typeof value === 'object') return sayings(value as Fields, `${path}/`);
    return [{ path, now: String(value) }];
  });
}
