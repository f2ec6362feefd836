import type { Edit } from '../../between/contract';

/** What a new entry begins with: where, when if the address says it, and with whom. */
export function entryBegins(
  path: string,
  { village, day, me }: { village: string; day: string; me: string | undefined },
): Edit[] {
  const edits: Edit[] = [{ op: 'include', path: `${path}/villages`, key: village }];
  if (day !== '') edits.unshift({ op: 'set', path: `${path}/date`, value: day });
  if (me) edits.push({ op: 'include', path: `${path}/mentors`, key: me });
  return edits;
}
