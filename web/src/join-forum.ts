import type { Identity } from './contract';

/** Turns an invitation's secret into a device of the forum. Throws a `Failure`. */
export async function joinForum(secret: string, deviceName: string): Promise<Identity> {
  const answer = await fetch('/api/join', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secret, device_name: deviceName }),
  }).catch(() => {
    throw { code: 'offline' };
  });
  if (answer.ok) return (await answer.json()) as Identity;
  if (answer.status === 429) throw { code: 'rate_limited' };
  const refusal = (await answer.json().catch(() => ({}))) as { code?: string };
  throw { code: refusal.code ?? 'other' };
}
