import type { View } from '../../between/contract';
import type { Device } from '../phone/device.svelte';

/** What is known of a person's grades in a period, with whichever of their cards; their card's own first. */
export function gradesOf(
  device: Device,
  kind: 'assessment' | 'own',
  member: string,
  period: string,
): View[] {
  return device.who.idsOf(member).flatMap((id) => {
    const view = device.doc(`${kind}/${id}/${period}`)?.view;
    return view ? [device.who.told(view)] : [];
  });
}
