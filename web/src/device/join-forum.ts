import { said } from '../plain/answers';
import { base64url } from '../plain/base64url';
import type { Identity } from '../between/contract';
import { Disk } from './disk';
import { hashOf } from '../plain/secret';
import { makeKey, sign, type DeviceKey } from './key';
import { keptKey } from './own';
import type { Own } from './upkeep';

/** On EDGE an answer takes several seconds; after this long the person may as well try again. */
const ANSWER_PATIENCE_MS = 30_000;
/** More invitations than one phone ever tried at a time. */
const ATTEMPTS_MAX = 8;
/** Only one tab joins at a time. */
const LOCK = 'paguyuban-join';
/** The store of what is tried; no person's slot is called so. */
const SHELF = 'joining';

/** A key that an invitation is being tried with. */
interface Attempt {
  /** Hash of the secret. */
  invited: string;
  key: DeviceKey;
}

/** Runs one joining after the other, in whichever tab; `invited` is the hash of the secret. */
export async function inTurn<T>(secret: string, work: (invited: string) => Promise<T>): Promise<T> {
  const invited = await hashOf(secret);
  return navigator.locks.request(LOCK, () => work(invited));
}

/** Joins with a store in which nobody else is. Throws a `Failure`. */
export function joinOnce(disk: Disk, secret: string, deviceName: string): Promise<Own> {
  return inTurn(secret, async (invited) => {
    const own = await joinForum(disk, secret, invited, deviceName);
    await forgetAttempt(invited);
    return own;
  });
}

/**
 * Turns an invitation's secret into a device of the forum and keeps what names it in `disk`. The same
 * invitation is always tried with the same key, so that the relay knows the phone again whose answer
 * was lost; {@link forgetAttempt} ends that. To be called {@link inTurn}. Throws a `Failure`.
 */
export async function joinForum(
  disk: Disk,
  secret: string,
  invited: string,
  deviceName: string,
): Promise<Own> {
  const there = await disk.identity();
  if (there && there.invited !== invited) throw { code: 'joined_already' };
  // Another tab has joined by it.
  if (there) return { identity: there, key: await keptKey(disk) };
  const key = await attemptedKey(invited);
  const words = new TextEncoder().encode(`paguyuban join 1\n${secret}`);
  const signature = base64url(await sign(key, words));
  const given = await spend({
    secret,
    device_name: deviceName,
    public_key: key.public,
    signature,
  });
  const identity = { ...given, tokenMs: Date.now(), invited };
  await disk.setMeta('key', key);
  await disk.setMeta('identity', identity);
  return { identity, key };
}

/** What the invitation made is on the disk and will be found there. */
export async function forgetAttempt(invited: string): Promise<void> {
  await withShelf(async (shelf, attempts) => {
    const others = attempts.filter((one) => one.invited !== invited);
    await shelf.setMeta('attempts', others);
  });
}

/** Kept before the relay is asked: a store that takes nothing is noticed here, too. */
function attemptedKey(invited: string): Promise<DeviceKey> {
  return withShelf(async (shelf, attempts) => {
    const before = attempts.find((one) => one.invited === invited);
    if (before) return before.key;
    const { key } = await makeKey();
    await shelf.setMeta('attempts', [...attempts, { invited, key }].slice(-ATTEMPTS_MAX));
    return key;
  });
}

async function withShelf<T>(work: (shelf: Disk, attempts: Attempt[]) => Promise<T>): Promise<T> {
  const shelf = new Disk(SHELF);
  try {
    return await work(shelf, (await shelf.meta<Attempt[]>('attempts')) ?? []);
  } finally {
    shelf.close();
  }
}

async function spend(invitation: Record<string, string>): Promise<Identity> {
  const answer = await fetch('/api/join', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(invitation),
    signal: AbortSignal.timeout(ANSWER_PATIENCE_MS),
  }).catch(() => {
    throw { code: 'offline' };
  });
  return (await said('POST /api/join', answer)) as unknown as Identity;
}
