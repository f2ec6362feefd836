import type { Identity, Role, Said } from '../between/contract';
import type { Disk } from './disk';
import { ask, type Question } from './doors';
import { sign } from './key';
import { keptKey } from './own';
import { markOf } from '../between/marker';
import { renewed, type Own } from './upkeep';

export interface OwnDeviceNeeds {
  /** The other tabs have to read it again. */
  renewed(): void;
  roleIs(role: Role): void;
  /** Writes down something nobody waits for. */
  note(key: string, value: unknown): void;
}

/** What names this device to the relay: who it is, its token and its key. They never leave the worker. */
export class OwnDevice {
  readonly #disk: Disk;
  readonly #needs: OwnDeviceNeeds;
  #own: Own | null = null;
  /** How far this phone's clock is behind the relay's, when last heard. */
  #behindMs = 0;

  constructor(disk: Disk, needs: OwnDeviceNeeds) {
    this.#disk = disk;
    this.#needs = needs;
  }

  /** Null until somebody has joined. A phone without its key only reads. */
  get identity(): Identity | null {
    const own = this.#own;
    if (!own) return null;
    return own.key ? own.identity : { ...own.identity, role: 'viewer' };
  }

  /** The same for the screen. Behind a PIN the token stays here; without one, the mark outside has it. */
  get shown(): Identity | null {
    const { identity } = this;
    return identity && markOf(identity, this.#disk.seals);
  }

  /** The system has cleared the key. */
  get keyless(): boolean {
    return this.#own !== null && this.#own.key === null;
  }

  /**
   * Reads it from the disk; `marker` is what is known outside of it. Whether the system has cleared
   * what was there.
   */
  async read(marker: Identity | null): Promise<boolean> {
    const found = await this.#disk.identity();
    // Behind a PIN the mark outside holds no token, and there is nothing to go on with.
    const left = marker?.token ? marker : null;
    if (!found && left) await this.#disk.setMeta('identity', left);
    const identity = found ?? left;
    if (identity) this.#own = { identity, key: await keptKey(this.#disk) };
    return found === undefined && marker !== null;
  }

  take(joined: Own): void {
    this.#own = joined;
  }

  sign(bytes: Uint8Array): Promise<Uint8Array> {
    const key = this.#own?.key;
    if (!key) return Promise.reject(new Error('the key is gone'));
    return sign(key, bytes as Uint8Array<ArrayBuffer>);
  }

  ask(question: Question): Promise<Said> {
    if (!this.#own) return Promise.reject({ code: 'not_joined' });
    return ask(question, this.#own.identity, this.#own.key);
  }

  /** Before a link begins. */
  async renew(): Promise<void> {
    const before = this.#own;
    if (!before?.key) return;
    const own = await renewed(this.#disk, before, Date.now() + this.#behindMs);
    if (own.identity === before.identity && own.key === before.key) return;
    this.#own = own;
    this.#needs.renewed();
  }

  /** The relay has let this device in, with the token it has now. */
  welcomed(role: Role, clockAheadMs: number): void {
    this.#behindMs = clockAheadMs;
    if (!this.#own) return;
    const { earlierToken, ...identity } = this.#own.identity;
    if (earlierToken === undefined && identity.role === role) return;
    this.#keep({ ...identity, role });
    this.#needs.roleIs(role);
  }

  /** The relay does not know the token: perhaps it was restored from a time before the new one. */
  signedOut(): boolean {
    const identity = this.#own?.identity;
    if (identity?.earlierToken === undefined) return false;
    const { earlierToken, ...rest } = identity;
    this.#keep({ ...rest, token: earlierToken });
    return true;
  }

  #keep(identity: Identity): void {
    if (!this.#own) return;
    this.#own = { ...this.#own, identity };
    this.#needs.note('identity', identity);
  }
}
