import { toasts } from './toast.svelte';
import { w } from './words/words.svelte';

/** "Nanti" means: ask again in two hours. */
const LATER_MS = 2 * 60 * 60_000;
/** How often an app that is left open looks for a new version. */
const LOOK_EVERY_MS = 60 * 60_000;

/** Registers the service worker; a new version waits until the person says so. */
export function keepShell(): void {
  if (!('serviceWorker' in navigator)) return;
  void navigator.serviceWorker
    .register('/sw.js', { updateViaCache: 'none' })
    .then(watch)
    // Without it the app works as long as there is a network; nothing for the person to do.
    .catch((error: unknown) => console.error(error));
}

function watch(registration: ServiceWorkerRegistration): void {
  if (registration.waiting) offer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing;
    coming?.addEventListener('statechange', () => {
      // The very first one has nothing to replace.
      if (coming.state === 'installed' && navigator.serviceWorker.controller) offer(coming);
    });
  });
  // Looking for a new version fails without a network, which is nothing to say.
  setInterval(() => void registration.update().catch(() => undefined), LOOK_EVERY_MS);
}

function offer(waiting: ServiceWorker): void {
  toasts.show(w().update.ready, [
    {
      label: w().action.later,
      act: () => {
        toasts.hide();
        setTimeout(() => offer(waiting), LATER_MS);
      },
    },
    {
      label: w().update.now,
      act: () => {
        navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), {
          once: true,
        });
        waiting.postMessage('take over');
      },
    },
  ]);
}
