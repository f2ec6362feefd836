import { postsOf, tenuresOf, type Post, type Tenure } from '../../plain/posts';
import { textOf, type Person } from '../../plain/fields';
import { today } from '../language/dates';
import { w, wordFor, wordsOf } from '../language/words.svelte';
import type { Device } from '../phone/device.svelte';

export const POSTS = 'posts';

export function allTenures(device: Device): Tenure[] {
  const view = device.doc(POSTS)?.view;
  return tenuresOf(view && device.who.told(view));
}

/** The posts of a village in the forum's order. */
export function postsIn(tenures: Tenure[], village: string): Post[] {
  return postsOf(
    tenures,
    village,
    wordsOf('position').map(([position]) => position),
    today(),
  );
}

/** Plt. Siti Rahayu; who was erased is said to be. */
export function holderName(device: Device, { holder, status }: Tenure, nobody: string): string {
  const name = holder === '' ? nobody : (device.nameOf(holder) ?? w().unknownMember);
  return status === 'plt' || status === 'pj'
    ? `${wordFor('position_status', status)} ${name}`
    : name;
}

/** Who says on their card that they hold a post. */
export function cardHolders(people: Person[], { village, position }: Post): Person[] {
  return people.filter(
    ({ view }) =>
      textOf(view?.fields, 'village_code') === village &&
      textOf(view?.fields, 'position') === position &&
      ['', 'aktif'].includes(textOf(view?.fields, 'status')),
  );
}
