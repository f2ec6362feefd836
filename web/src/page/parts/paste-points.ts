import type { Device } from '../phone/device.svelte';
import { offer } from '../phone/offer';
import { today } from '../language/dates';
import { failureText, w } from '../language/words.svelte';
import { toasts } from '../shell/toast.svelte';
import { valueAt, type Spec } from '../../plain/fields';
import type { Edit } from '../../between/contract';
import { pointsIn, type Point } from '../../plain/points';

/** The points that are pasted into the empty line at a path; null if what is pasted goes in as it is. */
export function takePoints(event: ClipboardEvent, path: string, spec?: Spec): Point[] | null {
  const line = event.target;
  if (!(line instanceof HTMLInputElement || line instanceof HTMLTextAreaElement)) return null;
  const here = line.closest<HTMLElement>('[data-field]')?.dataset['field'] === path;
  if (!here || spec?.is !== 'line' || line.value.trim() !== '') return null;
  const points = pointsIn(event.clipboardData?.getData('text/plain') ?? '', spec.max);
  if (!points) return null;
  event.preventDefault();
  // Out of the field, so that what comes into it is no word of somebody else.
  line.blur();
  return points;
}

/** Puts away again the records at these paths that a paste has made, all at once. */
export function offerUnpaste(device: Device, doc: string, paths: string[]): void {
  const back = async () => {
    const fields = device.doc(doc)?.view.fields;
    for (const path of paths) {
      const away: Edit = { op: 'set', path: `${path}/archived_on`, value: today() };
      if (fields && valueAt(fields, path)) await device.edit(doc, away);
    }
    await device.commit(doc);
  };
  offer(w().undo.pasted(paths.length), () => {
    back().catch((failure: unknown) => toasts.show(failureText(failure)));
  });
}
