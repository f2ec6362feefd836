let asked = false;

/** Whether this tab is about to be loaded from another release. */
export function isLoadedAnew(): boolean {
  return asked;
}

/** Loads the page anew: from the release that waits, if one does. Another tab may have taken it meanwhile. */
export async function loadAnew(): Promise<void> {
  // Not there without https.
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  const registration = await workers?.getRegistration().catch(() => undefined);
  if (!registration?.waiting) return location.reload();
  asked = true;
  workers?.addEventListener('controllerchange', () => location.reload());
  registration.waiting.postMessage('take over');
}
