import type { Device } from '../phone/device.svelte';
import { editOrSay } from '../phone/context';
import { offer } from '../phone/offer';
import { toasts } from '../shell/toast.svelte';
import { failureText } from '../language/words.svelte';
import { ow } from './same-words';

/** Says in each card what stands for it; nothing else is written anywhere. */
async function say(device: Device, into: [member: string, kept: string | null][]): Promise<void> {
  for (const [member, value] of into)
    await editOrSay(device, `member/${member}`, { op: 'set', path: 'merged_into', value });
  await Promise.all(into.map(([member]) => device.commit(`member/${member}`)));
}

/** One card stands for both; one that was merged into the other, in whatever way, stands for itself again. */
export async function merge(device: Device, kept: string, other: string): Promise<void> {
  const ring = device.who.rings.some((one) => one.includes(kept));
  const free: [string, null][] = ring || device.who.cardOf(kept) !== kept ? [[kept, null]] : [];
  await say(device, [...free, [other, kept]]);
  offer(ow().kept(device.nameOf(kept) ?? ''), () => {
    split(device, other).catch((failure: unknown) => toasts.show(failureText(failure)));
  });
}

export async function split(device: Device, member: string): Promise<void> {
  await say(device, [[member, null]]);
  toasts.show(ow().isSplit);
}
