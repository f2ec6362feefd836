/// <reference lib="webworker" />
// The shell offline. Each release has its own cache, which counts once every file in it is what the
// build made; unchanged files are carried over from the last.

export {};

declare const self: ServiceWorkerGlobalScope;

interface ShellFile {
  url: string;
  /** The first digits of its SHA-256. */
  hash: string;
}

/** The build puts the list of the shell's files here. */
const FILES = JSON.parse('__SHELL__') as ShellFile[];
const PREFIX = 'shell-';
const CACHE = `${PREFIX}${fingerprint(FILES.map((file) => file.hash).join())}`;
/** Files whose names change with their content. */
const HASHED = '/assets/';
/** Files that a phone does without until somebody wants them; behind the name stands their hash. */
const WANTED = /^\/assets\/(wanted-.+)-[\w-]{8}\.\w+$/;

/** Where the manifest has other apps share to, and where the page finds it (`page/phone/shared.ts`). */
const SHARE = '/terima';
const SHARED_SHELF = 'shared';
const SHARED_FILE = '/shared';
const SHARED_TEXT = '/shared-text';
/** No packet is larger; and how one begins (`page/held/armour.ts`). */
const SHARED_BYTES_MAX = 12 * 1024 * 1024;
const PACKET_BEGINS = /^\uFEFF?PAGUYUBAN PAKET/;
/** A text of a note holds as many. */
const SHARED_CHARS_MAX = 100_000;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting();
  if (event.data === 'started') event.waitUntil(dropEarlier());
});
self.addEventListener('notificationclick', (event) => event.waitUntil(opened(event.notification)));
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === 'POST' && url.pathname === SHARE) {
    event.respondWith(takeShared(event.request));
    return;
  }
  const foreign = url.origin !== self.location.origin || event.request.method !== 'GET';
  // Whatever the page wants past every copy it gets from the relay.
  const past = event.request.cache === 'reload' || event.request.cache === 'no-store';
  if (foreign || past || url.pathname.startsWith('/api/')) return;
  if (event.request.mode === 'navigate') event.respondWith(fromShell('/', event.request));
  else if (FILES.some((file) => file.url === url.pathname))
    event.respondWith(fromShell(url.pathname, event.request));
  else if (url.pathname.startsWith(HASHED))
    event.respondWith(fromEarlier(url.pathname, event.request));
});

/** Somebody taps a reminder: the page that is open comes to the front as it is, for they may be writing in it. */
async function opened(reminder: Notification): Promise<void> {
  reminder.close();
  const [open] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (open) await open.focus();
  else await self.clients.openWindow('/#/pengingat');
}

/** What has come of it stays, so that the next try goes on from there. */
async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  const used = await usedParts();
  for (const file of FILES) {
    const part = WANTED.exec(file.url)?.[1];
    if (part !== undefined && !used.has(part)) continue;
    const kept = await cache.match(file.url);
    if (kept && (await isWhole(kept, file))) continue;
    await cache.put(file.url, (await keptCopy(file)) ?? (await fetched(file)));
  }
}

/** The wanted parts that somebody has used on this phone, whatever release they were from. */
async function usedParts(): Promise<Set<string>> {
  const used = new Set<string>();
  for (const name of await earlier())
    for (const { url } of await (await caches.open(name)).keys()) {
      const part = WANTED.exec(new URL(url).pathname)?.[1];
      if (part !== undefined) used.add(part);
    }
  return used;
}

/** The same file from an earlier release, so that only changed files are downloaded. */
async function keptCopy(file: ShellFile): Promise<Response | undefined> {
  for (const name of await earlier()) {
    const kept = await (await caches.open(name)).match(file.url);
    if (kept && (await isWhole(kept, file))) return kept;
  }
  return undefined;
}

/** Something on the way may answer 200 and mean something else. */
async function fetched(file: ShellFile): Promise<Response> {
  for (const cache of ['no-cache', 'reload'] as const) {
    const answer = await fetch(file.url, { cache });
    if (answer.ok && (await isWhole(answer, file))) return answer;
  }
  throw new Error(`${file.url} is not what it should be`);
}

async function isWhole(answer: Response, { hash }: ShellFile): Promise<boolean> {
  const bytes = await answer.clone().arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .startsWith(hash);
}

async function activate(): Promise<void> {
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  // Who is open was loaded from an earlier release, and may yet need parts of it.
  if (open.length === 0) await drop();
  await self.clients.claim();
}

/** A page has started from this release. If it is the only one, nobody needs another. */
async function dropEarlier(): Promise<void> {
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (open.length <= 1) await drop();
}

async function drop(): Promise<void> {
  const { waiting, installing } = self.registration;
  // Theirs is not finished.
  if (waiting || installing) return;
  for (const name of await earlier()) await caches.delete(name);
}

async function earlier(): Promise<string[]> {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).reverse();
}

async function fromShell(url: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(url)) ?? (WANTED.test(url) ? firstUsed(url, cache) : fetch(request));
}

/** Fetches a wanted part and keeps it, so that it is there without a network from now on. */
async function firstUsed(url: string, cache: Cache): Promise<Response> {
  const file = FILES.find((one) => one.url === url);
  if (!file) return Response.error();
  try {
    const answer = (await keptCopy(file)) ?? (await fetched(file));
    // Where there is no room for it, it is used all the same.
    await cache.put(url, answer.clone()).catch(() => undefined);
    return answer;
  } catch {
    // The relay may have another release by now, whose parts it gives out.
    void self.registration.update().catch(() => undefined);
    return Response.error();
  }
}

/** A part of the release that a tab was loaded from. */
async function fromEarlier(url: string, request: Request): Promise<Response> {
  return (await caches.match(url)) ?? fetch(request);
}

/**
 * Whether the phone's own share sheet has opened the page with this. It comes from no page, so it names
 * none; what another site posts does, unless that site hides it. Hence the page asks as well.
 */
function isFromSystem(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site') ?? 'none';
  const origin = request.headers.get('origin') ?? 'null';
  const fromPage = /^https?:/.test(request.referrer) || origin !== 'null' || site !== 'none';
  return request.mode === 'navigate' && !fromPage;
}

/** Keeps a shared packet or text until the page reads it; also without a network. */
async function takeShared(request: Request): Promise<Response> {
  if (!isFromSystem(request)) return Response.redirect('/', 303);
  const form = await request.formData();
  const shelf = await caches.open(SHARED_SHELF);
  const one = form.get('paket');
  const file = one instanceof File && one.size > 0 ? one : null;
  if (
    file &&
    (file.size > SHARED_BYTES_MAX || PACKET_BEGINS.test(await file.slice(0, 99).text()))
  ) {
    if (file.size <= SHARED_BYTES_MAX) await shelf.put(SHARED_FILE, new Response(file));
    return Response.redirect('/#/paket', 303);
  }
  const text = [sharedText(form), (await file?.text()) ?? ''].join('\n').trim();
  const headers = { 'x-shared-ms': String(Date.now()) };
  await shelf.put(SHARED_TEXT, new Response(text.slice(0, SHARED_CHARS_MAX), { headers }));
  return Response.redirect('/#/teks-dibagikan', 303);
}

/** What an app says of a text, each thing once: many repeat the address or the title in the text. */
function sharedText(form: FormData): string {
  const said = ['title', 'text', 'url'].map((name) => String(form.get(name) ?? '').trim());
  const [title = '', text = '', url = ''] = said;
  return [text.includes(title) ? '' : title, text, text.includes(url) ? '' : url]
    .filter((part) => part !== '')
    .join('\n');
}

/** FNV-1a: a short name for a release. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash.toString(16);
}
