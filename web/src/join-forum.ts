import type { Identity } from './contract';
import type { Disk } from './disk';
import { makeKey, type DeviceKey } from './key';
import { keepKey } from './lock/own';

/** What a phone has after it has joined. */
export interface Joined {
  identity: Identity;
  key: DeviceKey;
}

/**
 * Turns an invitation's secret into a device of the forum, with a key of its own, and keeps both in
 * `disk`. Throws a `Failure`.
 */
export async function joinForum(disk: Disk, secret: string, deviceName: string): Promise<Joined> {
  const fresh = await makeKey();
  // Before the invitation is spent: a store that takes nothing is noticed here.
  await keepKey(disk, fresh);
  const given = await spend({ secret, device_name: deviceName, public_key: fresh.key.public });
  const identity = { ...given, tokenMs: Date.now() };
  await disk.setMeta('identity', identity);
  return { identity, key: fresh.key };
}

async function spend(invitation: Record<string, string>): Promise<Identity> {
  const answer = await fetch('/api/join', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(invitation),
  }).catch(() => {
    throw { code: 'offline' };
  });
  if (answer.ok) return (await answer.json()) as Identity;
  if (answer.status === 429) throw { code: 'rate_limited' };
  const refusal = (await answer.json().catch(() => ({}))) as { code?: string };
  throw { code: refusal.code ?? 'other' };
}
