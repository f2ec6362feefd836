import type { Role, Value } from '../between/contract';
import { kindOf } from './kinds';

/** Whether a person with this role may change the document; `may_write` in the core's `access.rs`. */
export function mayWrite(role: Role, member: string, doc: string): boolean {
  const [kind = '', ...names] = doc.split('/');
  return kindOf(kind)?.mayWrite({ role, member }, names) ?? false;
}

/** Whether a person who may change the document may also choose this value. */
export function mayChoose(role: Role, doc: string, path: string, value: Value | null): boolean {
  return kindOf(doc)?.mayChoose?.(role, path, value) ?? true;
}
