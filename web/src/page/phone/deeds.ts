import { editOrSay } from './context';
import type { Edit, View } from '../../between/contract';
import type { Device } from './device.svelte';
import { offer } from './offer';
import { capital, placeName } from '../language/places';
import { readValue } from '../language/read-value';
import { specAt } from '../../plain/specs';
import { toasts } from '../shell/toast.svelte';
import { doneBy, stillTaken, takenBy, type Taken } from '../../plain/undo';
import { failureText, w } from '../language/words.svelte';

/**
 * Does what a person asked for on a page. What it takes away can be taken back, all of it at once; of
 * what is done to many places at once, what it writes can be, too.
 */
export async function doOnPage(
  device: Device,
  doc: string,
  edits: Edit[],
  /** What it is called as a whole, where that says more than its parts. */
  said?: string,
): Promise<void> {
  const before = device.doc(doc)?.view;
  const taking = edits.length > 1 ? doneBy : takenBy;
  const taken = before ? edits.flatMap((edit) => taking(before, edit) ?? []) : [];
  for (const edit of edits) await editOrSay(device, doc, edit);
  if (!before || taken.length === 0) return;
  offer(said ?? sentence(device, before, taken), () => {
    takeBack(device, doc, taken).catch((failure: unknown) => toasts.show(failureText(failure)));
  });
}

async function takeBack(device: Device, doc: string, taken: Taken[]): Promise<void> {
  const now = device.doc(doc)?.view;
  const mine = taken.filter((one) => now && stillTaken(now, one));
  for (const { back } of mine) await device.edit(doc, back);
  await device.commit(doc);
  if (mine.length < taken.length) toasts.show(w().undo.late);
}

function sentence(device: Device, view: View, taken: Taken[]): string {
  const [one] = taken;
  if (!one || taken.length > 1) return w().undo.several(taken.length);
  const nameOf = (member: string) => device.nameOf(member) ?? w().unknownMember;
  const read = (value: string) => readValue(specAt(view.kind, one.path), value, nameOf);
  const place = placeName(view, one.path, nameOf);
  return capital(w().undo[one.how](place, read(one.was), read(one.is)));
}
