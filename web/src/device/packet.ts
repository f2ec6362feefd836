import type { Carried, CarryCalls, Packet, Push, Signer, TakenIn } from '../between/carrying';
import type { Awaitable, Client, Effect, Hex } from '../between/contract';
import type { Disk } from './disk';
import { trustDevices } from './engine';
import type { OwnDevice } from './own-device';

const SIGNATURE_BYTES = 64;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

interface Needs {
  /** Works with the core while nothing else does. */
  run<T>(work: (client: Client) => Promise<T>): Promise<T>;
  load(client: Client, doc: string): Promise<void>;
  do(effects: Effect[]): void;
  /** Everything that was done is on the disk. */
  stored(): Promise<void>;
}

/** Work that leaves this phone by another's hand, and that comes here by one. */
export class Carrying implements Awaitable<CarryCalls> {
  readonly #disk: Disk;
  readonly #own: OwnDevice;
  readonly #needs: Needs;

  constructor(disk: Disk, own: OwnDevice, needs: Needs) {
    this.#disk = disk;
    this.#own = own;
    this.#needs = needs;
  }

  /** Everything unsent, each push signed, one document after the other: not all of them fit in memory. */
  packet(): Promise<Packet> {
    return this.#needs.run(async (client) => {
      const { identity } = this.#own;
      if (!identity || this.#own.keyless) throw { code: 'keyless' };
      const { forum, device } = identity;
      const packet: Packet = { forum, device, docs: [], frames: [] };
      for (const doc of client.unsent()) {
        await this.#needs.load(client, doc);
        const made = client.packet(doc);
        this.#needs.do(made.filter((one): one is Effect => one.do !== 'carry'));
        for (const one of made.filter((each): each is Carried => each.do === 'carry')) {
          const signature = await this.#own.sign(one.sign);
          one.frame.set(signature, one.frame.byteLength - signature.byteLength);
          packet.docs.push(one.doc);
          packet.frames.push(one.frame);
        }
      }
      return packet;
    });
  }

  async signer(device: Hex): Promise<Signer | null> {
    const known = await this.#disk.meta<{ devices: (Signer & { device: Hex })[] }>('devices');
    const one = known?.devices.find((each) => each.device === device);
    return one ? { member: one.member, revoked: one.revoked } : null;
  }

  takeIn(pushes: Push[]): Promise<TakenIn[]> {
    return this.#needs.run(async (client) => {
      await trustDevices(client, this.#disk);
      const taken = pushes.map(({ doc }): TakenIn => ({ doc, code: 'missing_deps', known: false }));
      // One may rest on another that comes after it.
      for (let more = true; more;) {
        more = false;
        for (const [at, push] of pushes.entries()) {
          if (taken[at]?.code !== 'missing_deps') continue;
          const one = await this.#takeOne(client, push);
          more ||= one.code === null;
          taken[at] = one;
        }
      }
      await this.#needs.stored();
      return taken;
    });
  }

  async #takeOne(client: Client, { doc, frame }: Push): Promise<TakenIn> {
    try {
      const { key, words } = client.carried(frame);
      const signature = frame.slice(frame.byteLength - SIGNATURE_BYTES);
      if (!(await signed(key, words, signature))) throw { code: 'bad_signature' };
      await this.#needs.load(client, doc);
      const effects = client.takeCarried(frame);
      this.#needs.do(effects);
      return { doc, code: null, known: effects.length === 0 };
    } catch (error) {
      const code = (error as { code?: unknown } | null)?.code;
      if (typeof code !== 'string') throw error;
      return { doc, code, known: false };
    }
  }
}

async function signed(key: Uint8Array, words: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const [raw, said, by] = [key, words, signature] as Uint8Array<ArrayBuffer>[];
  if (!raw || !said || !by) return false;
  const theirs = await crypto.subtle.importKey('raw', raw, ALGORITHM, false, ['verify']);
  return crypto.subtle.verify(ALGORITHM, theirs, by, said);
}
