import type { View } from '../../between/contract';
import { pairsIn, type Pair } from '../language/same-person';
import type { Device } from '../phone/device.svelte';

/** Cards that say of each other that the other one stands for their person. */
export function ringsOf(device: Device): Pair[] {
  return device.who.rings.flatMap(([a, b]): Pair[] => (a && b ? [[a, b]] : []));
}

/** The cards stay the same list until one of them is changed. */
const seeming = new WeakMap<View[], Pair[]>();

/** Cards that may be of one person, and of which nobody here has said otherwise. */
export function pairsOf(device: Device): Pair[] {
  const { shown } = device.who;
  const seem = seeming.get(shown) ?? pairsIn(shown);
  seeming.set(shown, seem);
  return [...ringsOf(device), ...seem.filter((pair) => !device.marks.isApart(pair.join(' ')))];
}

export function mayMerge(device: Device, pair: Pair): boolean {
  return pair.every((id) => device.mayEdit(`member/${id}`));
}
