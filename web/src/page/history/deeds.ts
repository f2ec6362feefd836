import type { View } from '../../between/contract';
import type { Deed } from '../../between/history';
import { capital, keyName, placeName } from '../language/places';
import { readValue } from '../language/read-value';
import { specAt } from '../../plain/specs';
import { hw } from './words';

/** What was done in one place, in a sentence. */
export function deedText(view: View, deed: Deed, nameOf: (member: string) => string): string {
  const [field = '', key = ''] = deed.path.split('/');
  if (field === 'approvals') return hw().approved(nameOf(key));
  const place = capital(placeName(view, deed.path, nameOf));
  // Where a point stands among others is said by a key that says nothing to a person.
  if (deed.path.endsWith('/order')) return hw().moved(place);
  const spec = specAt(view.kind, deed.path);
  const named = (one: string) => keyName(view, field, one, nameOf) ?? readValue(spec, one, nameOf);
  switch (deed.did) {
    case 'set':
      return deed.value === null || deed.value === ''
        ? hw().emptied(place)
        : hw().set(place, readValue(spec, String(deed.value), nameOf));
    case 'include':
      return hw().included(place, named(deed.key));
    case 'exclude':
      return hw().excluded(place, named(deed.key));
    case 'add':
      return hw().added(capital(recordPlace(view, deed.path, nameOf)));
    case 'count':
      return hw().counted(place, deed.by);
    case 'write':
      return hw().wrote(place, deed.added, deed.gone);
  }
}

/** Of a file, what it is made of is for machines. */
const UNSAID = /^files\/[^/]+\/(hash|bytes|mime|of)$/;

/** What of a change is told. */
export function saidOf(deeds: Deed[]): Deed[] {
  return deeds.filter(({ path }) => !UNSAID.test(path));
}

/** A record is named by what it is called as a whole. */
function recordPlace(view: View, path: string, nameOf: (member: string) => string): string {
  return placeName(view, `${path}/archived_on`, nameOf);
}

/** What of the first text is not in the second, as far as both begin and end alike. */
export function missing(before: string, after: string): string {
  const most = Math.min(before.length, after.length);
  let front = 0;
  while (front < most && before[front] === after[front]) front += 1;
  let back = 0;
  while (back < most - front && before.at(-1 - back) === after.at(-1 - back)) back += 1;
  return whole(before.slice(front, before.length - back));
}

/** Without half of a character of two units at either end. */
function whole(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]/, '').replace(/[\uD800-\uDBFF]$/, '');
}

/** What a person can open to see how it was, and to have it so again. */
export function canBeOpened(deed: Deed): boolean {
  const says = !deed.path.endsWith('/order') && !deed.path.startsWith('approvals/');
  return says && deed.did !== 'add' && deed.did !== 'count';
}
