import { w } from '../language/words.svelte';
import type { Wanted } from './later.svelte';
import { toasts } from './toast.svelte';

/** What comes sooner needs no word. */
const COMING_MS = 400;
/** Long enough to read why it did not come and to try again; whoever has gone on is not followed. */
const MISSING_MS = 15_000;

/**
 * Does something with a part that may have to be fetched first. That it is on its way is said, and if it does
 * not come, why, with a way to try again: the tap that wanted it is never without an answer.
 */
export async function withWanted<Part>(
  wanted: Wanted<Part>,
  act: (part: Part) => void | Promise<void>,
): Promise<void> {
  const late = setTimeout(() => toasts.show(w().arrive.wantedComing), COMING_MS);
  const part = await wanted.come().catch(() => null);
  clearTimeout(late);
  if (part) return act(part);
  const again = () => {
    toasts.hide();
    void withWanted(wanted, act);
  };
  toasts.show(wanted.missing, [{ label: w().action.retry, act: again }], MISSING_MS);
}
