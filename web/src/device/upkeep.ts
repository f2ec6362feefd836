import type { Identity } from '../between/contract';
import { ask } from './doors';
import { makeKey, type DeviceKey } from './key';
import { keepKey, keptKey, keyIsBare, type OwnDisk } from './own';

/** A token that has leaked is good for no longer than this. */
const TOKEN_MS_MAX = 30 * 24 * 60 * 60_000;

/** What names this device to the relay. */
export interface Own {
  identity: Identity;
  key: DeviceKey | null;
}

/**
 * Renews what names this device: a token that has grown old, a key that was made before there was a
 * PIN to keep it behind. Done before a link begins, so that nothing signed or sent with the old one is
 * under way. Gives what there is now; without a network that is what there was.
 */
export async function renewed(disk: OwnDisk, own: Own, nowMs: number): Promise<Own> {
  const identity = await renewToken(disk, own, nowMs);
  return { identity, key: await renewKey(disk, { ...own, identity }, nowMs) };
}

async function renewToken(disk: OwnDisk, { identity, key }: Own, nowMs: number): Promise<Identity> {
  const givenMs = identity.tokenMs ?? 0;
  // A clock that was set back makes no token young.
  const young = givenMs <= nowMs && nowMs - givenMs < TOKEN_MS_MAX;
  if (!key || young || identity.earlierToken !== undefined) return identity;
  const body = JSON.stringify({ at_ms: nowMs });
  const given = await ask({ method: 'POST', path: '/api/token', body }, identity, key).catch(
    () => null,
  );
  if (given === null) return identity;
  const next = {
    ...identity,
    token: String(given['token']),
    tokenMs: nowMs,
    earlierToken: identity.token,
  };
  await disk.setMeta('identity', next);
  return next;
}

/** The new key is on the disk before the relay hears of it, so that neither is ever without the other. */
async function renewKey(
  disk: OwnDisk,
  { identity, key }: Own,
  nowMs: number,
): Promise<DeviceKey | null> {
  if (!key || !(await keyIsBare(disk))) return key;
  let next = await keptKey(disk, 'key_next');
  if (!next) {
    const fresh = await makeKey();
    await keepKey(disk, fresh, 'key_next');
    next = fresh.key;
  }
  const body = JSON.stringify({ act: 'set_key', at_ms: nowMs, public_key: next.public });
  const question = { method: 'POST', path: '/api/key', body } as const;
  try {
    await ask(question, identity, key).catch((failure: { code?: unknown }) => {
      if (failure.code !== 'bad_signature') throw failure;
      // An answer was lost on the way: the relay has the new one already.
      return ask(question, identity, next);
    });
  } catch {
    return key;
  }
  await disk.promoteKey();
  return next;
}
