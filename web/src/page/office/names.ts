import { phoneName } from '../../plain/called';
import type { Device } from '../phone/device.svelte';
import { deskOf, type KnownDevice } from './desk.svelte';
import { w } from '../language/words.svelte';
import { ow } from './words';

/** Of what a phone is called, in characters; as the relay has it (`LABEL_CHARS_MAX`). */
export const LABEL_MAX = 80;

/** What a person is called here. */
export function personName(device: Device, member: string): string {
  const erased = deskOf(device).overview?.erasures.some(({ doc }) => doc === `member/${member}`);
  return device.nameOf(member) ?? (erased ? w().roster.erased : ow().unnamed);
}

/** What a phone is called wherever the desk speaks of it. */
export function deviceName(device: Device, member: string, phone: KnownDevice): string {
  return phoneName(ow().phone, personName(device, member), phone.label || phone.app);
}

/** The same where only its id is known. */
export function deviceNameOf(device: Device, id: string): string {
  const members = deskOf(device).overview?.members ?? [];
  for (const { member, devices } of members) {
    const phone = devices.find((one) => one.device === id);
    if (phone) return deviceName(device, member, phone);
  }
  return ow().unknownPhone;
}
