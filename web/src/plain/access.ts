import type { Role, Value } from '../between/contract';
import { kindOf, type Who } from './kinds';

/** Of kinds that have no page yet. */
const UNPAGED = new Map<string, (who: Who, names: string[]) => boolean>([
  ['board', ({ role }) => role === 'organiser'],
  ['private', ({ member }, names) => names.slice(0, 2).includes(member)],
]);

/** Whether a person with this role may change the document; `may_write` in the core's `access.rs`. */
export function mayWrite(role: Role, member: string, doc: string): boolean {
  const [kind = '', ...names] = doc.split('/');
  const who = { role, member };
  return kindOf(kind)?.mayWrite(who, names) ?? UNPAGED.get(kind)?.(who, names) ?? false;
}

/** Whether a person who may change the document may also choose this value. */
export function mayChoose(role: Role, doc: string, path: string, value: Value | null): boolean {
  return kindOf(doc)?.mayChoose?.(role, path, value) ?? true;
}
