import type { Device } from '../phone/device.svelte';
import { begunPages } from '../phone/unfinished';
import { openOf, tasksOf } from '../tasks/tasks';

/** The person has promised nothing that is open, and has begun nothing. */
export function isIdle(device: Device): boolean {
  const me = device.who.cardOf(device.identity?.member ?? '');
  const mine = openOf(tasksOf(device.of, device.who.cardOf), me);
  return mine.length === 0 && begunPages(device.drafts).length === 0;
}
