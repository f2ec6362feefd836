import { isUnheard } from '../../plain/answers';
import { clock } from '../language/clock.svelte';
import type { Device } from '../phone/device.svelte';
import type { Hex, Role } from '../../between/contract';
import { ulid } from '../../plain/ulid';

export interface KnownDevice {
  device: Hex;
  label: string;
  app: string;
  joined_ms: number;
  seen_ms: number;
  /** Entries of the log that it lacks. */
  behind: number;
  revoked_ms: number | null;
  erased: number;
}

export interface Member {
  member: string;
  role: Role;
  devices: KnownDevice[];
}

export interface Invitation {
  invitation: string;
  role: Role;
  member: string | null;
  replaces: Hex | null;
  label: string;
  created_ms: number;
  expires_ms: number;
  /** When somebody first looked at it; relays before 0.2 do not say. */
  opened_ms?: number | null;
  used_ms: number | null;
  cancelled_ms: number | null;
  used_by: Hex | null;
}

export interface Erasure {
  number: number;
  doc: string;
  at_ms: number;
  done: number;
  devices: number;
  /** It was founded anew and is not gone. */
  founded?: boolean;
}

/** A key by which a spreadsheet reads some tables. */
export interface Feed {
  feed: string;
  label: string;
  tables: string[];
  /** With names of people. */
  personal: boolean;
  created_ms: number;
  by: Hex;
  /** The first moment of the last day on which it was used. */
  used_ms: number | null;
  ended_ms: number | null;
}

/** What the relay shows to organisers. */
export interface Overview {
  clock_ms: number;
  members: Member[];
  invitations: Invitation[];
  erasures: Erasure[];
  /** What the relay's disk has lost something of that no phone has given back yet. */
  damaged?: string[];
  /** In which nobody can write any more. */
  full?: string[];
  /** Rows about people that the relay's disk has changed: whom they are about is shut. */
  damaged_people?: DamagedRow[];
  /** The newest first; relays before 0.2 have none. */
  feeds?: Feed[];
}

export interface DamagedRow {
  table: string;
  row: string;
}

/** A line, or, with the act `unreadable`, those from this one to the one that `detail` says. */
export interface AuditLine {
  line: number;
  at_ms: number;
  by_member: string | null;
  by_device: Hex | null;
  act: string;
  member: string | null;
  device: Hex | null;
  invitation: string | null;
  doc: string | null;
  detail: string | null;
}

/** An act without its name and time. */
export type Act =
  | {
      act: 'invite';
      invitation: string;
      secret_hash: string;
      role: Role;
      member: string | null;
      replaces: Hex | null;
      label: string;
      lasts_s: number;
    }
  | { act: 'cancel_invitation'; invitation: string }
  | { act: 'rename_device'; device: Hex; label: string }
  | { act: 'revoke_device'; device: Hex }
  | { act: 'set_role'; member: string; role: Role }
  | { act: 'erase'; doc: string }
  | { act: 'refound'; doc: string }
  | {
      act: 'feed_add';
      feed: string;
      secret_hash: string;
      label: string;
      tables: string[];
      personal: boolean;
    }
  | { act: 'feed_end'; feed: string };

/** The organisers' desk at the relay, as this phone saw it last. */
export class Desk {
  readonly #device: Pick<Device, 'office'>;
  #overview = $state.raw<Overview | null>(null);
  #seenMs = $state(0);
  #busy = $state(false);
  #offline = $state(false);
  /** The act whose answer did not arrive: asked for again it keeps its id, so it is done once. */
  #unanswered: { act: string; id: string } | null = null;
  /** The relay's clock less this phone's. */
  #aheadMs = 0;

  constructor(device: Pick<Device, 'office'>) {
    this.#device = device;
  }

  get overview(): Overview | null {
    return this.#overview;
  }
  /** When it was seen; 0 if never. */
  get seenMs(): number {
    return this.#seenMs;
  }
  get busy(): boolean {
    return this.#busy;
  }
  /** The last try did not reach the relay. */
  get offline(): boolean {
    return this.#offline;
  }

  /** Looks again. Throws a `Failure` unless the relay is only out of reach. */
  async look(): Promise<void> {
    try {
      const said = await this.#device.office('GET', '/api/office');
      this.#overview = said as unknown as Overview;
      clock.tick();
      this.#seenMs = clock.nowMs;
      this.#aheadMs = this.#overview.clock_ms - Date.now();
      this.#offline = false;
    } catch (failure) {
      this.#offline = isUnheard(failure);
      if (!this.#offline) throw failure;
    }
  }

  /** Has something done, once, and looks what has come of it. Throws a `Failure`. */
  async do(act: Act): Promise<void> {
    this.#busy = true;
    try {
      // Without it the clock is not known, and an act with a wrong one is not taken.
      if (this.#seenMs === 0) await this.look();
      const atMs = Date.now() + this.#aheadMs;
      const said = JSON.stringify(act);
      if (this.#unanswered?.act !== said) this.#unanswered = { act: said, id: ulid(atMs) };
      const body = { ...act, id: this.#unanswered.id, at_ms: atMs };
      await this.#device.office('POST', '/api/office', body).catch((failure: unknown) => {
        if (!isUnheard(failure)) this.#unanswered = null;
        throw failure;
      });
      this.#unanswered = null;
      await this.look();
    } finally {
      this.#busy = false;
    }
  }

  /** Lines of the audit, the newest first, before a line. */
  async audit(before: number | null): Promise<AuditLine[]> {
    const path = `/api/office/audit${before === null ? '' : `?before=${before}`}`;
    return (await this.#device.office('GET', path))['lines'] as AuditLine[];
  }
}

let desk: Desk | null = null;

/** The one desk of this page. */
export function deskOf(device: Device): Desk {
  desk ??= new Desk(device);
  return desk;
}
