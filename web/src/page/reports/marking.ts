import { keysOf } from '../../plain/fields';
import type { Device } from '../phone/device.svelte';
import type { Owed } from './figures/obligations';

/** Writes down that a village has done what it owed, or that it has not. */
export async function setMark(
  device: Device,
  village: string,
  one: Owed,
  to: boolean,
): Promise<void> {
  const doc = logOf(device, village, one);
  await device.edit(doc, { op: to ? 'include' : 'exclude', path: 'links', key: one.mark });
  await device.commit(doc);
}

/** The log in which a village's mark stands, or would. */
function logOf(device: Device, village: string, one: Owed): string {
  const holds = device
    .of('log')
    .map(({ view }) => view)
    .find(
      ({ doc, fields }) =>
        doc.startsWith(`log/${village}/`) && keysOf(fields, 'links').includes(one.mark),
    );
  return holds?.doc ?? `log/${village}/${one.on.slice(0, 4)}`;
}
