import type { View } from '../../between/contract';
import { textOf } from '../../plain/fields';
import { isArchived } from '../../plain/views';
import { fold } from './find';

/** Two cards that seem to be of one person, the older one first. */
export type Pair = [a: string, b: string];

/**
 * Cards with one telephone number, or one name and village. Of three there are two pairs: the second is
 * asked about when the first is decided.
 */
export function pairsIn(cards: View[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const sign of [phoneIn, nameIn]) {
    const found = new Map<string, string>();
    for (const view of [...cards].sort((a, b) => (a.doc < b.doc ? -1 : 1))) {
      const key = isArchived(view) ? '' : sign(view);
      const id = view.doc.slice('member/'.length);
      const first = found.get(key);
      if (key === '') continue;
      if (first === undefined) found.set(key, id);
      else pairs.set(`${first} ${id}`, [first, id]);
    }
  }
  return [...pairs.values()];
}

const phoneIn = ({ fields }: View) => textOf(fields, 'phone');

function nameIn({ fields }: View): string {
  const name = fold(textOf(fields, 'full_name'));
  const village = textOf(fields, 'village_code');
  return name === '' || village === '' ? '' : `${name} ${village}`;
}
