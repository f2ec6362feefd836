import type { Client, Effect, Gone, Identity, News, Role, Written } from '../between/contract';
import type { Damage } from './damage';
import type { Disk } from './disk';
import type { EffectLine } from './effects';
import type { Files } from './files';
import type { Late } from './late';
import type { Lane } from './lane';
import { Link } from './link';
import { nowMs, nowS, relayIsAhead } from './now';
import { Talk } from './talk';
import type { Tell } from './tell';

/** Syncing by the clock, for phones on which no other sign comes. */
const SYNC_EVERY_MS = 5 * 60_000;
/** Refusals that pass by themselves (`RefusalCode::passes` in the core), and how long that takes. */
const PASSES = new Set(['disk_full', 'busy', 'missing_deps']);
const PUSH_AGAIN_MS = 30_000;

/** What the speaker needs of the phone it speaks for. */
export interface SpeakerNeeds {
  core(): Promise<Client>;
  identity(): Identity | null;
  load(client: Client, doc: string): Promise<void>;
  do(effects: Effect[]): void;
  /** The document the person has open. */
  here(): string | null;
  post(news: News): void;
  /** Posts it in every tab of this person. */
  share(news: News): void;
  /** Writes down something nobody waits for. */
  note(key: string, value: unknown): void;
  /** Before a link begins: renews what names this device, if that is due. */
  renew(): Promise<void>;
  welcomed(role: Role, clockAheadMs: number): void;
  /** The relay does not know the token. Whether there is another to try. */
  signedOut(): boolean;
  tellAllTicks(): void;
  /** Told of what does not open, and when everything that the relay holds is on the disk. */
  damage: Damage;
  files: Late<Files>;
  /** What was written here and does not fit in a document that was founded anew. */
  putIn(doc: string, left: Written[]): void;
}

/** Talks to the relay for all tabs of this browser, once this tab's turn has come. */
export class Speaker {
  readonly #disk: Disk;
  readonly #lane: Lane;
  readonly #line: EffectLine;
  readonly #needs: SpeakerNeeds;
  #link: Link | null = null;
  #talking: Talk | null = null;
  #pushing: ReturnType<typeof setTimeout> | null = null;

  constructor(disk: Disk, lane: Lane, line: EffectLine, needs: SpeakerNeeds) {
    this.#disk = disk;
    this.#lane = lane;
    this.#line = line;
    this.#needs = needs;
  }

  /** The link, if it is this tab that talks to the relay. */
  get link(): Link | null {
    return this.#link;
  }

  async start(): Promise<void> {
    try {
      const client = await this.#needs.core();
      const link = await this.#lane.run(() => this.#begin(client));
      if (!link) return;
      link.nudge();
      setInterval(() => link.probe(), SYNC_EVERY_MS);
    } catch (error) {
      // Without the core or the disk there is nothing to say; they may come back.
      console.error(error);
      setTimeout(() => void this.start(), SYNC_EVERY_MS);
    }
  }

  /** Takes up what the tab that spoke before has left on the disk. */
  async #begin(client: Client): Promise<Link | null> {
    const identity = this.#needs.identity();
    if (!identity || this.#link) return null;
    const acknowledgedMs = (await this.#disk.meta<number>('acknowledged')) ?? 0;
    const place = await this.#disk.meta<string>('place');
    for (const { doc, ledger } of await this.#disk.docs())
      this.#needs.do(client.absorb(doc, undefined, JSON.stringify(ledger), nowS()));
    this.#needs.do(client.speak(place));
    this.#talking = this.#talk(client);
    this.#link = new Link(() => this.#needs.identity()?.token ?? '', acknowledgedMs, this.#talking);
    return this.#link;
  }

  #talk(client: Client): Talk {
    return new Talk(client, this.#lane, this.#line, {
      load: (doc) => this.#needs.load(client, doc),
      do: (effects) => this.#needs.do(effects),
      here: () => this.#needs.here(),
      status: (status) => {
        this.#needs.files.tell((files) => files.link(status));
        this.#needs.share({ news: 'link', status });
      },
      renew: () => this.#needs.renew(),
      shutOut: () => this.#shutOut(client),
      failed: () => this.#link?.hangUp(),
    });
  }

  /** What the core heard on the link. */
  hear(tell: Tell): void {
    if (tell.event === 'caught_up' || tell.event === 'stored') this.#acknowledged(tell.event);
    else if (tell.event === 'welcome') this.#welcomed(tell.role, tell.clock_ahead_ms);
    else if (tell.event === 'receipts') this.#receipts(tell.groups);
    else if (tell.event === 'devices') this.#needs.note('devices', tell.trusted);
    else if (tell.event === 'epoch_changed') this.#needs.files.tell((files) => files.offerAll());
    else if (tell.event === 'presence')
      this.#needs.share({ news: 'presence', doc: tell.doc, people: tell.people });
    else if (tell.event === 'refused' && PASSES.has(tell.code)) this.#pushLater();
    else if (tell.event === 'gone') this.#gone(tell);
    else if (tell.event === 'put_in') this.#needs.putIn(tell.doc, tell.left);
    else if (tell.event === 'damaged') this.#damaged(tell.doc);
    else if (tell.event === 'lacking') this.#needs.damage.lacks(tell.doc);
    else if (tell.event === 'closing') this.#closing(tell.code);
  }

  #gone({ doc, why, unsent }: Gone): void {
    this.#needs.post({ news: 'gone', gone: { doc, why, unsent } });
  }

  #damaged(doc: string): void {
    this.#needs.damage.found(doc);
    // The relay is told at the beginning of a link what it has to hand over again.
    this.#link?.comeAgain();
  }

  #closing(code: string): void {
    if (code === 'version') this.#link?.end('outdated');
    else if (code === 'signed_out' && this.#needs.signedOut()) this.#link?.comeAgain();
    else if (code === 'revoked' || code === 'signed_out') {
      this.#link?.end('revoked');
      // What was waiting is held from now on.
      this.#needs.tellAllTicks();
    } else if (code === 'role_changed') this.#link?.comeAgain();
  }

  /** The POST door knows the device no more. Whether it is to be tried again. */
  #shutOut(client: Client): boolean {
    if (this.#needs.signedOut()) return true;
    // A module from before there was such a call only stays behind a door that is shut.
    void this.#lane.run(() => {
      this.#needs.do(client.shutOut());
      this.#needs.tellAllTicks();
    });
    return false;
  }

  #acknowledged(event: 'caught_up' | 'stored'): void {
    this.#link?.acknowledged(event === 'caught_up');
    if (event === 'stored') return;
    this.#needs.damage.caughtUp();
    this.#needs.tellAllTicks();
    this.#needs.note('acknowledged', nowMs());
  }

  #welcomed(role: Role, clockAheadMs: number): void {
    relayIsAhead(clockAheadMs);
    this.#needs.share({ news: 'clock', skewMs: -clockAheadMs });
    this.#needs.welcomed(role, clockAheadMs);
  }

  #receipts(groups: unknown[]): void {
    this.#needs.note('receipts', groups);
    this.#needs.tellAllTicks();
  }

  /** What the relay could not take just now is sent again after a while, if the link still stands. */
  #pushLater(): void {
    this.#pushing ??= setTimeout(() => {
      this.#pushing = null;
      void this.#lane.run(async () => {
        const client = await this.#needs.core();
        this.#needs.do(client.pushUnsent());
        await this.#talking?.sendOn();
      });
    }, PUSH_AGAIN_MS);
  }
}
