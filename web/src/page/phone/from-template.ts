import type { Edit } from '../../between/contract';
import { today } from '../language/dates';
import { failureText, w } from '../language/words.svelte';
import { toasts } from '../shell/toast.svelte';
import { editOrSay } from './context';
import { offer } from './offer';
import type { Device } from './device.svelte';

/** Makes what a template says, at once; `below` is where it stands, and one tap puts it away again. */
export async function make(
  device: Device,
  doc: string,
  below: string,
  edits: Edit[],
  title: string,
): Promise<void> {
  for (const edit of edits) await editOrSay(device, doc, edit);
  await device.commit(doc);
  const away: Edit = { op: 'set', path: `${below}archived_on`, value: today() };
  offer(w().template.made(title), () => {
    device
      .edit(doc, away)
      .then(() => device.commit(doc))
      .catch((failure: unknown) => toasts.show(failureText(failure)));
  });
}
