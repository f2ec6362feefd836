import type { Client, Identity, News } from '../between/contract';
import type { Disk } from './disk';
import type { StoredDoc } from '../between/store';

/** The core of one person's phone: compiled once, when it is first asked for. */
export class Engine {
  readonly #disk: Disk;
  readonly #post: (news: News) => void;
  readonly #ready: () => void;
  #starting: Promise<Client> | null = null;
  #client: Client | null = null;

  constructor(disk: Disk, post: (news: News) => void, ready: () => void) {
    this.#disk = disk;
    this.#post = post;
    this.#ready = ready;
  }

  /** The core, if it is there already. */
  get client(): Client | null {
    return this.#client;
  }

  core(identity: Identity): Promise<Client> {
    this.#starting ??= this.#compile(identity).catch((error: unknown) => {
      this.#starting = null;
      this.#post({ news: 'engine', state: 'failed' });
      console.error(error);
      throw { code: 'engine_missing' };
    });
    return this.#starting;
  }

  async #compile(identity: Identity): Promise<Client> {
    this.#post({ news: 'engine', state: 'starting' });
    const place = await this.#disk.meta<string>('place');
    const receipts = await this.#disk.meta<unknown>('receipts');
    this.#client = await startEngine(identity, place, receipts, await this.#disk.docs());
    await trustDevices(this.#client, this.#disk);
    this.#post({ news: 'engine', state: 'ready' });
    this.#ready();
    return this.#client;
  }
}

/** Another tab may have heard of devices for which the relay vouches. */
export async function trustDevices(client: Client, disk: Disk): Promise<void> {
  const devices = await disk.meta<unknown>('devices');
  if (devices !== undefined) client.trusts(JSON.stringify(devices));
}

/** Compiles the core and gives it what the phone remembers. Only called after the first paint. */
async function startEngine(
  identity: Identity,
  place: string | undefined,
  receipts: unknown,
  docs: StoredDoc[],
): Promise<Client> {
  const core = await import('../wasm/paguyuban.js');
  await core.default();
  const ledgers = Object.fromEntries(docs.map((stored) => [stored.doc, stored.ledger]));
  return new core.Client(
    JSON.stringify({
      device: identity.device,
      // A fresh nonce at every start: a replica restored from a copy never reuses a number.
      nonce: hex(crypto.getRandomValues(new Uint8Array(8))),
      forum: identity.forum,
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
