import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import source from '../../../server/src/answer.rs?raw';
import { REFUSALS, said, type Door } from './answers';
import type { Identity, LinkStatus } from '../between/contract';
import { ask } from '../device/doors';
import { makeKey } from '../device/key';
import { Link, type LinkHost } from '../device/link';
import { keepKey, keptKey, type OwnDisk } from '../device/own';
import { renewed } from '../device/upkeep';
import { en } from '../words/en';
import { files as enFiles } from '../words/en-files';
import { files as idFiles } from '../words/id-files';
import { id } from '../words/id';

const HTML = '<!doctype html><title>Masuk Wi-Fi</title>';
const STATUSES = [200, 201, 204, 400, 401, 403, 404, 407, 409, 410, 418, 429, 500, 502, 503, 511];

/** What stands between phone and relay says in its own words, with any status. */
const BODIES: Record<string, string> = {
  nothing: '',
  'a sign-in page': HTML,
  'a number': '403',
  null: 'null',
  'a list': '["revoked"]',
  'a word': '"revoked"',
  'half an object': '{"code": "revo',
  'another program’s error': '{"error": "forbidden", "code": 403}',
  'a firewall’s code': '{"code": "blocked", "message": "policy"}',
  'a code of ours without its words': '{"code": "revoked"}',
  'well, but about something else': '{"ok": true, "data": {}}',
  'well, but empty': '{}',
};

const FOREIGN = STATUSES.flatMap((status) =>
  Object.entries(BODIES).map(([name, body]) => ({ name: `${status} with ${name}`, status, body })),
);

function response({ status, body }: { status: number; body: string }): Response {
  return new Response(status === 204 ? null : body, { status });
}

const sentences = {
  id: { ...idFiles.failure, ...id.failure },
  en: { ...enFiles.failure, ...en.failure },
};

const DOORS: Record<Door, object> = {
  'POST /api/join': {
    forum: 'F',
    forum_name: 'P',
    device: 'd',
    member: 'm',
    role: 'r',
    token: 't',
  },
  'POST /api/token': { token: 't' },
  'POST /api/key': { done: true },
  'GET /api/me': { member: 'm', role: 'member', devices: [], invitations: [], acts: [] },
  'GET /api/office': { clock_ms: 1, members: [], invitations: [], erasures: [] },
  'GET /api/office/audit': { lines: [] },
  'POST /api/office': { done: true },
  'POST /api/packet': { results: [] },
  'POST /api/file': { have: 1, whole: false },
};

const identity: Identity = {
  forum: 'F',
  forum_name: 'P',
  device: 'd',
  member: 'm',
  role: 'member',
  token: 'lama',
  tokenMs: 0,
};

class Shelf implements OwnDisk {
  readonly seals = true;
  readonly kept = new Map<string, unknown>();
  meta<T>(key: string): Promise<T | undefined> {
    return Promise.resolve(this.kept.get(key) as T | undefined);
  }
  setMeta(key: string, value: unknown): Promise<void> {
    this.kept.set(key, value);
    return Promise.resolve();
  }
  promoteKey(): Promise<void> {
    this.kept.set('promoted', true);
    return Promise.resolve();
  }
}

beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue(undefined));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test('what the relay itself says is heard at every door', async () => {
  for (const [door, body] of Object.entries(DOORS) as [Door, object][])
    expect(await said(door, Response.json(body)), door).toEqual(body);
  for (const [status, codes] of Object.entries(REFUSALS))
    for (const code of codes) {
      const answer = Response.json({ code, message: 'words' }, { status: Number(status) });
      await expect(said('GET /api/me', answer), code).rejects.toEqual({ code });
    }
});

test('whatever else answers at a door is not taken for the relay', async () => {
  for (const door of Object.keys(DOORS) as Door[])
    for (const foreign of FOREIGN)
      await expect(said(door, response(foreign)), `${door}: ${foreign.name}`).rejects.toEqual({
        code: 'not_the_relay',
      });
});

test('a code counts only with the status that the relay says it with', async () => {
  for (const status of STATUSES)
    for (const code of Object.values(REFUSALS).flat()) {
      if (status === 200 || status === 204 || REFUSALS[status]?.includes(code)) continue;
      const answer = Response.json({ code, message: 'words' }, { status });
      await expect(said('GET /api/me', answer)).rejects.toEqual({ code: 'not_the_relay' });
    }
});

test('an answer that is cut on the way is as good as none', async () => {
  const cut = new ReadableStream({ start: (stream) => stream.error(new TypeError('cut')) });
  await expect(said('GET /api/me', new Response(cut))).rejects.toEqual({ code: 'offline' });
});

test('the refusals are those of the relay, and each has a sentence', () => {
  const told = [...source.matchAll(/=> \("([a-z_]+)", "/g)].map((found) => found[1]);
  const known = Object.values(REFUSALS).flat();
  expect([...known].sort()).toEqual([...told].sort());
  for (const code of [...known, 'not_the_relay', 'offline'])
    expect([sentences.id[code], sentences.en[code]], code).not.toContain(undefined);
});

test('neither token nor key is renewed by a word that is not the relay’s', async () => {
  const { key } = await makeKey();
  for (const foreign of FOREIGN) {
    vi.stubGlobal('fetch', () => Promise.resolve(response(foreign)));
    const disk = new Shelf();
    disk.kept.set('key', key);
    const own = await renewed(disk, { identity, key }, Date.now());
    expect(own, foreign.name).toEqual({ identity, key });
    expect(disk.kept.has('promoted'), foreign.name).toBe(false);
  }
  const disk = new Shelf();
  await keepKey(disk, await makeKey());
  expect(await keptKey(disk)).not.toBeNull();
});

test('an act and a question fail as if nobody had answered', async () => {
  const { key } = await makeKey();
  for (const foreign of FOREIGN) {
    vi.stubGlobal('fetch', () => Promise.resolve(response(foreign)));
    for (const [method, path, body] of [
      ['GET', '/api/office/audit?before=7', null],
      ['POST', '/api/office', { act: 'erase' }],
      ['POST', '/api/packet', new Uint8Array(1)],
    ] as const)
      await expect(ask({ method, path, body }, identity, key), foreign.name).rejects.toEqual({
        code: 'not_the_relay',
      });
  }
});

/** A link where sockets end at once, so that it goes through the POST door. Gives how it stood then. */
async function exchanged(answer: () => Response, hears = true) {
  vi.useFakeTimers();
  class NoSocket {
    static readonly OPEN = 1;
    onclose: (() => void) | null = null;
    constructor() {
      queueMicrotask(() => this.onclose?.());
    }
    close(): void {
      this.onclose = null;
    }
  }
  vi.stubGlobal('WebSocket', NoSocket);
  vi.stubGlobal('location', { origin: 'http://127.0.0.1' });
  const posted = vi.fn(() => Promise.resolve(answer()));
  vi.stubGlobal('fetch', posted);
  const shutOut = vi.fn(() => false);
  const stood: LinkStatus['state'][] = [];
  const host: LinkHost = {
    renew: () => Promise.resolve(),
    shutOut,
    hasMore: () => false,
    opened: () => Promise.resolve(),
    frames: () => {
      if (!hears) link.hangUp();
      return Promise.resolve();
    },
    closed: () => Promise.resolve(),
    status: ({ state }) => void stood.push(state),
  };
  const link = new Link(() => 'token', 0, host);
  link.nudge();
  while (posted.mock.calls.length === 0) await vi.advanceTimersByTimeAsync(1_000);
  await vi.advanceTimersByTimeAsync(10);
  link.pause();
  return { shutOut, last: stood.at(-2) };
}

const FRAME = Uint8Array.of(0, 0, 0, 2, 0x80, 0x80);
const frames = (bytes: Uint8Array<ArrayBuffer>, type = 'application/octet-stream') =>
  new Response(bytes, { headers: { 'content-type': type } });

test('a link ends for good only by what the relay says', async () => {
  for (const [status, code] of [
    [401, 'signed_out'],
    [403, 'revoked'],
  ] as const) {
    const { shutOut, last } = await exchanged(() =>
      Response.json({ code, message: 'words' }, { status }),
    );
    expect([shutOut.mock.calls.length, last]).toEqual([1, 'revoked']);
  }
  expect((await exchanged(() => frames(FRAME))).last).toBe('live');
});

test('a link through which something else answers is without the relay, and tries again', async () => {
  const foreign = [
    ...FOREIGN.map((one) => ({ name: one.name, answer: () => response(one) })),
    { name: 'no frame', answer: () => frames(new Uint8Array(0)) },
    { name: 'half a frame', answer: () => frames(FRAME.slice(0, 5)) },
    { name: 'a frame and a half', answer: () => frames(Uint8Array.of(...FRAME, 0, 0)) },
    { name: 'a page of bytes', answer: () => frames(new TextEncoder().encode(HTML)) },
    { name: 'frames as a page', answer: () => frames(FRAME, 'text/html') },
  ];
  for (const { name, answer } of foreign) {
    const { shutOut, last } = await exchanged(answer);
    expect([shutOut.mock.calls.length, last], name).toEqual([0, 'offline']);
  }
  const { last } = await exchanged(() => frames(FRAME), false);
  expect(last).toBe('offline');
});
