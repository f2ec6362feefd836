import type { Device } from '../phone/device.svelte';
import { today } from '../language/dates';
import { forum } from '../language/forum.svelte';
import { textOf } from '../../plain/fields';
import { answersOwed, MINUTES_DAYS, remindersOf, type Reminder } from './reminders';

/** The reminders of whoever holds the phone, now. */
export function remindersNow(device: Device): Reminder[] {
  return remindersOf({
    of: (kind) => device.who.toldOf(device.of(kind)),
    me: device.who.cardOf(device.identity?.member ?? ''),
    organises: device.identity?.role === 'organiser',
    today: today(),
    villages: forum.villages.map(([code]) => code),
    silentDays: forum.silentDays,
    minutesDays: Number(textOf(forum.fields, 'minutes_days')) || MINUTES_DAYS,
  });
}

/** How many invitations wait for this person's answer. */
export function answersWaiting(device: Device): number {
  const me = device.who.cardOf(device.identity?.member ?? '');
  const of = (kind: string) => device.who.toldOf(device.of(kind));
  return answersOwed({ of, me, today: today() }).length;
}
