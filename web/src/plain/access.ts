import type { Role, Value } from '../between/contract';

/** Whether a person with this role may change the document; `may_write` in the core's `access.rs`. */
export function mayWrite(role: Role, member: string, doc: string): boolean {
  const [kind, ...names] = doc.split('/');
  const organiser = role === 'organiser';
  if (kind === 'log' || kind === 'note') return organiser || role === 'member';
  if (kind === 'member') return organiser || (role === 'member' && names[0] === member);
  if (kind === 'private') return names.slice(0, 2).includes(member);
  if (kind === 'assessment') return organiser || role === 'supervisor';
  return (kind === 'board' || kind === 'settings') && organiser;
}

/** A word of minutes that stands for the whole forum. */
export const APPROVED = 'disahkan';

/** Whether a person who may change the document may also choose this value: organisers approve minutes. */
export function mayChoose(role: Role, doc: string, path: string, value: Value | null): boolean {
  return role === 'organiser' || !doc.startsWith('note/') || path !== 'state' || value !== APPROVED;
}
