import type { Edit } from '../../between/contract';
import { today } from '../language/dates';

/** The address of a new note says so if it is a free one; all others are minutes. */
export const FREE = 'bebas';

/** A word of minutes that stands for the whole forum. */
export const APPROVED = 'disahkan';

/** What a new note begins with. */
export function noteBegins(form: string, me: string | undefined): Edit[] {
  const set = (path: string, value: string): Edit => ({ op: 'set', path, value });
  if (form === FREE) return [set('form', FREE), set('date', today())];
  const takers: Edit[] = me ? [{ op: 'include', path: 'note_takers', key: me }] : [];
  return [set('form', 'notulensi'), set('date', today()), set('state', 'draf'), ...takers];
}
