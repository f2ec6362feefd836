import type { Device } from '../phone/device.svelte';
import { begunPages } from '../phone/unfinished';
import { decisionsOf } from './decisions';
import { openOf, tasksOf } from '../tasks/tasks';

/** The person has promised nothing that is open, has begun nothing, and nothing waits for their decision. */
export function isIdle(device: Device): boolean {
  const me = device.who.cardOf(device.identity?.member ?? '');
  const mine = openOf(tasksOf(device.of, device.who.cardOf), me);
  const begun = begunPages(device.drafts);
  return mine.length === 0 && begun.length === 0 && decisionsOf(device).length === 0;
}
