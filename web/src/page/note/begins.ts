import type { Edit, Fields } from '../../between/contract';
import { keysOf, textOf } from '../../plain/fields';
import { FREE } from '../../plain/meetings';
import { today } from '../language/dates';

/** The address of a new note says so if it is a free one; all others are minutes. */
export { APPROVED, FREE } from '../../plain/meetings';

/** What a new note begins with. */
export function noteBegins(form: string, me: string | undefined): Edit[] {
  const set = (path: string, value: string): Edit => ({ op: 'set', path, value });
  if (form === FREE) return [set('form', FREE), set('date', today())];
  const takers: Edit[] = me ? [{ op: 'include', path: 'note_takers', key: me }] : [];
  return [set('form', 'notulensi'), set('date', today()), set('state', 'draf'), ...takers];
}

/** What is the same from one meeting to the next. */
const OF_LAST = ['title', 'meeting_kind', 'start', 'end', 'place', 'chair', 'moderator'];

/** What minutes begin with that are like others; what was said is written anew. */
export function minutesLike(last: Fields, me: string | undefined): Edit[] {
  const known = OF_LAST.map((path) => ({ path, value: textOf(last, path) }));
  return [
    ...noteBegins('', me),
    ...known
      .filter(({ value }) => value !== '')
      .map(({ path, value }): Edit => ({ op: 'set', path, value })),
  ];
}

/** What its event knows already, for minutes that have its name. */
const OF_EVENT = ['title', 'meeting_kind', 'date', 'start', 'end', 'place', 'moderator'];

/** What the minutes of an event begin with: whoever begins them, and however many do, it is the same. */
export function minutesBegin(event: Fields, me: string | undefined): Edit[] {
  const known = OF_EVENT.map((path) => ({ path, value: textOf(event, path) }));
  return [
    ...noteBegins('', me).filter(({ path }) => path !== 'date' || textOf(event, 'date') === ''),
    ...known
      .filter(({ value }) => value !== '')
      .map(({ path, value }): Edit => ({ op: 'set', path, value })),
    ...keysOf(event, 'speakers').map((key): Edit => ({ op: 'include', path: 'speakers', key })),
  ];
}
