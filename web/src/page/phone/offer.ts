import { toasts } from '../shell/toast.svelte';
import { w } from '../language/first-words.svelte';

/** Long enough to see that the wrong thing went, and to reach the button. */
const UNDO_MS = 12_000;

/** Says what was done, and offers to take it back. */
export function offer(said: string, back: () => void): void {
  const act = () => {
    toasts.hide();
    back();
  };
  toasts.show(said, [{ label: w().action.undo, act }], UNDO_MS);
}
