import type { Client, Identity } from './contract';
import type { StoredDoc } from './disk';

/** Compiles the core and gives it what the phone remembers. Only called after the first paint. */
export async function startEngine(
  identity: Identity,
  place: string | undefined,
  receipts: unknown,
  docs: StoredDoc[],
): Promise<Client> {
  const core = await import('./wasm/paguyuban.js');
  await core.default();
  const ledgers = Object.fromEntries(docs.map((stored) => [stored.doc, stored.ledger]));
  return new core.Client(
    JSON.stringify({
      device: identity.device,
      // A fresh nonce at every start: a replica restored from a copy never reuses a number.
      nonce: hex(crypto.getRandomValues(new Uint8Array(8))),
      member: identity.member,
      role: identity.role,
      place: place === undefined ? null : (JSON.parse(place) as unknown),
      receipts: receipts ?? null,
      ledgers,
    }),
  );
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
