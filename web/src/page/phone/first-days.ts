import type { SmallStore } from '../../between/marker';
import type { Device } from './device.svelte';
import { textOf } from '../../plain/fields';
import { forum } from '../language/forum.svelte';

/** The steps that make a forum of nothing, in their order. */
export const STEPS = ['name', 'villages', 'card', 'people', 'invite'] as const;
export type Step = (typeof STEPS)[number];

/** What of the first days is kept for a person: whether they have just come, and what they have put away. */
export type FirstDays = 'came' | 'leading' | 'led' | null;

const KEY = 'paguyuban.first.';

export function firstDays(store: SmallStore, member: string): FirstDays {
  return store.getItem(KEY + member) as FirstDays;
}

export function noteFirstDays(store: SmallStore, member: string, days: FirstDays): void {
  if (days === null) store.removeItem(KEY + member);
  else store.setItem(KEY + member, days);
}

/** Steps that show by the forum itself that they were taken; the last one only its person can end. */
export function stepsTaken(device: Device): Step[] {
  const me = device.doc(`member/${device.identity?.member}`)?.view.fields;
  const taken: Record<Step, boolean> = {
    name: forum.name !== '',
    villages: forum.villages.length > 0,
    card: textOf(me, 'village_code') !== '' || textOf(me, 'position') !== '',
    people: device.people.length > 1,
    invite: false,
  };
  return STEPS.filter((step) => taken[step]);
}

/** An organiser of a forum with nobody else in it is led, until they say that it is enough. */
export function leads(device: Device, days: FirstDays): boolean {
  const begun = forum.villages.length > 0 && device.people.length > 1;
  return device.identity?.role === 'organiser' && days !== 'led' && (!begun || days === 'leading');
}
