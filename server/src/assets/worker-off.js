// Served in the place of sw.js while phones shall keep no copy of the page: browsers fetch it past
// every cache, whatever the worker does that they have.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(end()));

async function end() {
  for (const name of await caches.keys()) {
    if (name.startsWith('shell-')) await caches.delete(name);
  }
  await self.registration.unregister();
}
