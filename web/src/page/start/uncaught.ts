import { toasts } from '../shell/toast.svelte';
import { failureText } from '../language/first-words.svelte';

/**
 * Says that something went wrong where nothing else has said it, so that no button does nothing without a
 * word. What was refused has a code and is told where it was asked for.
 */
export function sayUncaught(): void {
  addEventListener('error', ({ error }) => say(error));
  addEventListener('unhandledrejection', ({ reason }) => say(reason));
}

function say(error: unknown): void {
  if (error instanceof Error) toasts.show(failureText(error));
}
