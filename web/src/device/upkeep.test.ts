import { afterEach, expect, test, vi } from 'vitest';
import type { Identity } from '../between/contract';
import { makeKey, type DeviceKey } from './key';
import { keepKey, keptKey, type OwnDisk } from './own';
import { renewed } from './upkeep';

const NOW = 1_700_000_000_000;
const DAY_MS = 86_400_000;
const identity: Identity = {
  forum: 'F',
  forum_name: 'Paguyuban',
  device: 'd0',
  member: 'm',
  role: 'member',
  token: 'lama',
  tokenMs: NOW,
};

class Shelf implements OwnDisk {
  readonly kept = new Map<string, unknown>();
  constructor(readonly seals: boolean) {}
  meta<T>(key: string): Promise<T | undefined> {
    return Promise.resolve(this.kept.get(key) as T | undefined);
  }
  setMeta(key: string, value: unknown): Promise<void> {
    this.kept.set(key, value);
    return Promise.resolve();
  }
  promoteKey(): Promise<void> {
    this.kept.set('key', this.kept.get('key_next'));
    this.kept.delete('key_next');
    return Promise.resolve();
  }
}

type Relay = (path: string, headers: Record<string, string>) => Response;

function relay(answer: Relay) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (path: string, init: { headers: Record<string, string> }) => {
    asked.push(path);
    return Promise.resolve(answer(path, init.headers));
  });
  return asked;
}

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

async function bareKey(disk: Shelf): Promise<DeviceKey> {
  const { key } = await makeKey();
  disk.kept.set('key', key);
  return key;
}

afterEach(() => vi.unstubAllGlobals());

test('a token is renewed after a month, and the old one kept until the new one was taken', async () => {
  const disk = new Shelf(false);
  const key = await bareKey(disk);
  relay(() => json(200, { token: 'baru' }));
  const own = await renewed(disk, { identity, key }, NOW + 31 * DAY_MS);
  expect(own.identity).toMatchObject({ token: 'baru', earlierToken: 'lama' });
  expect(disk.kept.get('identity')).toEqual(own.identity);
});

test('a young token, or one that was just renewed, is left alone', async () => {
  const disk = new Shelf(false);
  const key = await bareKey(disk);
  const asked = relay(() => json(200, { token: 'baru' }));
  await renewed(disk, { identity, key }, NOW + 29 * DAY_MS);
  const fresh = { ...identity, earlierToken: 'lebih lama' };
  await renewed(disk, { identity: fresh, key }, NOW + 60 * DAY_MS);
  expect(asked).toEqual([]);
});

test('without a network everything stays as it was', async () => {
  const disk = new Shelf(true);
  const key = await bareKey(disk);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
  const own = { identity, key };
  expect(await renewed(disk, own, NOW + 31 * DAY_MS)).toEqual(own);
  expect((await keptKey(disk))?.public).toBe(key.public);
});

test('a key from before the PIN is replaced by one in the vault', async () => {
  const disk = new Shelf(true);
  const key = await bareKey(disk);
  relay(() => json(200, { done: true }));
  const own = await renewed(disk, { identity, key }, NOW);
  expect(own.key?.public).not.toBe(key.public);
  expect((await keptKey(disk))?.public).toBe(own.key?.public);
  expect(disk.kept.get('key')).toHaveProperty('pkcs8');
});

test('a key that the relay has taken while its answer was lost is taken up again', async () => {
  const disk = new Shelf(true);
  const key = await bareKey(disk);
  const next = await makeKey();
  await keepKey(disk, next, 'key_next');
  let times = 0;
  relay(() =>
    (times += 1) === 1
      ? json(403, { code: 'bad_signature', message: 'no' })
      : json(200, { done: true }),
  );
  const own = await renewed(disk, { identity, key }, NOW);
  expect(own.key?.public).toBe(next.key.public);
  expect(disk.kept.has('key_next')).toBe(false);
});
