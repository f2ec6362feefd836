import { isLoadedAnew, loadAnew } from '../shell/load-anew';
import { toasts } from '../shell/toast.svelte';
import { w } from '../language/first-words.svelte';

/** "Nanti" means: ask again in two hours. */
const LATER_MS = 2 * 60 * 60_000;
/** How often an app that is left open looks for a new version. */
const LOOK_EVERY_MS = 60 * 60_000;
/** Until a copy that could not be made whole is begun again; what has come of it is kept. */
const COPY_AGAIN_MS = 60_000;

/** Registers the service worker; a new version waits until the person says so. */
export function keepShell(): void {
  if (!('serviceWorker' in navigator)) return;
  const { controller } = navigator.serviceWorker;
  controller?.postMessage('started');
  // The very first one has nothing to replace.
  if (controller) navigator.serviceWorker.addEventListener('controllerchange', changed);
  void register();
}

async function register(): Promise<void> {
  try {
    watch(await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }));
  } catch (error) {
    // Without it the app works as long as there is a network; nothing for the person to do.
    console.error(error);
    setTimeout(() => void register(), COPY_AGAIN_MS);
  }
}

function watch(registration: ServiceWorkerRegistration): void {
  if (registration.waiting) offer();
  const follow = (coming: ServiceWorker | null) =>
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed' && navigator.serviceWorker.controller) offer();
      // It did not get all files, or they were not what they should be.
      if (coming.state === 'redundant' && !registration.waiting)
        setTimeout(() => void again(registration), COPY_AGAIN_MS);
    });
  follow(registration.installing);
  registration.addEventListener('updatefound', () => follow(registration.installing));
  // Looking for a new version fails without a network, which is nothing to say.
  setInterval(() => void registration.update().catch(() => undefined), LOOK_EVERY_MS);
}

/** A registration whose first worker failed is gone. */
async function again(registration: ServiceWorkerRegistration): Promise<void> {
  if (registration.active) await registration.update().catch(() => undefined);
  else await register();
}

/** Another version stands behind the page: because this tab asked for it, or another one did. */
function changed(): void {
  if (!isLoadedAnew()) show(w().arrive.updated);
}

function offer(): void {
  show(w().update.ready);
}

function show(text: string): void {
  toasts.show(text, [
    {
      label: w().action.later,
      act: () => {
        toasts.hide();
        setTimeout(() => show(text), LATER_MS);
      },
    },
    { label: w().update.now, act: () => void loadAnew() },
  ]);
}
