/// <reference lib="webworker" />
// The shell offline. Each release has its own cache; unchanged files are carried over from the last.

export {};

declare const self: ServiceWorkerGlobalScope;

interface ShellFile {
  url: string;
  hash: string;
}

/** The build puts the list of the shell's files here. */
const FILES = JSON.parse('__SHELL__') as ShellFile[];
const PREFIX = 'shell-';
const CACHE = `${PREFIX}${fingerprint(FILES.map((file) => file.hash).join())}`;
const HASH_HEADER = 'x-shell-hash';
/** Where a relay says `{"worker":"off"}` to be rid of every service worker. */
const SWITCH = '/shell.json';
/** The switch is looked at no more often than this. */
const SWITCH_EVERY_MS = 60 * 60_000;

/** Where the manifest has other apps share a packet to, and where the page finds it. */
const SHARE = '/terima';
const SHARED_SHELF = 'shared';
const SHARED_FILE = '/shared';

let switchSeenMs = 0;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === 'POST' && url.pathname === SHARE) {
    event.respondWith(takeShared(event.request));
    return;
  }
  const foreign = url.origin !== self.location.origin || event.request.method !== 'GET';
  if (foreign || url.pathname.startsWith('/api/') || url.pathname === SWITCH) return;
  if (event.request.mode === 'navigate') {
    event.respondWith(fromShell('/', event.request));
    event.waitUntil(obeySwitch());
  } else if (FILES.some((file) => file.url === url.pathname)) {
    event.respondWith(fromShell(url.pathname, event.request));
  }
});

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const file of FILES) {
    const kept = await keptCopy(file);
    await cache.put(file.url, kept ?? (await fetched(file)));
  }
}

/** The same file from an earlier release, so that only changed files are downloaded. */
async function keptCopy(file: ShellFile): Promise<Response | undefined> {
  const kept = await caches.match(file.url);
  return kept?.headers.get(HASH_HEADER) === file.hash ? kept : undefined;
}

async function fetched(file: ShellFile): Promise<Response> {
  const answer = await fetch(file.url, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`${file.url}: ${answer.status}`);
  const headers = new Headers(answer.headers);
  headers.set(HASH_HEADER, file.hash);
  return new Response(answer.body, { status: answer.status, headers });
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

async function fromShell(url: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(url)) ?? fetch(request);
}

/** Keeps a shared file until the page reads it; also without a network. */
async function takeShared(request: Request): Promise<Response> {
  const file = (await request.formData()).get('paket');
  if (file instanceof File) {
    const shelf = await caches.open(SHARED_SHELF);
    await shelf.put(SHARED_FILE, new Response(file));
  }
  return Response.redirect('/#/paket', 303);
}

/** A relay can switch off a service worker that went wrong; the page then loads from the network. */
async function obeySwitch(): Promise<void> {
  if (Date.now() - switchSeenMs < SWITCH_EVERY_MS) return;
  switchSeenMs = Date.now();
  try {
    const answer = await fetch(SWITCH, { cache: 'no-store' });
    const { worker } = (await answer.json()) as { worker?: string };
    if (worker !== 'off') return;
  } catch {
    // Offline, or a relay that says nothing: stay.
    return;
  }
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
}

/** FNV-1a: a short name for a release. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash.toString(16);
}
