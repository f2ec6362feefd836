import type { Device } from '../device.svelte';
import { deskOf, type KnownDevice } from './desk.svelte';
import { w } from '../words/words.svelte';
import { ow } from './words';

/** Enough to tell the phones of a forum apart. */
const DEVICE_DIGITS = 6;

/** What a person is called here. */
export function personName(device: Device, member: string): string {
  const erased = deskOf(device).overview?.erasures.some(({ doc }) => doc === `member/${member}`);
  return device.nameOf(member) ?? (erased ? w().roster.erased : ow().unnamed);
}

export function deviceName({ device, label }: Pick<KnownDevice, 'device' | 'label'>): string {
  return label || ow().device(device.slice(0, DEVICE_DIGITS));
}
