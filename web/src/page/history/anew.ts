import type { Edit, Fields, View } from '../../between/contract';
import { valueAt } from '../../plain/fields';
import { failureText } from '../language/words.svelte';
import type { Device } from '../phone/device.svelte';
import { offer } from '../phone/offer';
import { toasts } from '../shell/toast.svelte';

/** What holds a field of this path now, and how the field is called in it. */
export function holderOf(view: View, path: string): [holder: Fields | undefined, name: string] {
  const at = path.lastIndexOf('/');
  const holder = at < 0 ? view.fields : valueAt(view.fields, path.slice(0, at));
  return [holder as Fields | undefined, path.slice(at + 1)];
}

/** Writes what was before anew, and offers to take that back. */
export async function writeAnew(
  device: Device,
  doc: string,
  edit: Edit | null,
  back: Edit | null,
  said: string,
): Promise<void> {
  await write(device, doc, edit);
  offer(said, () => void write(device, doc, back));
}

async function write(device: Device, doc: string, edit: Edit | null): Promise<void> {
  try {
    if (edit) await device.edit(doc, edit);
    await device.commit(doc);
  } catch (failure) {
    toasts.show(failureText(failure));
  }
}
