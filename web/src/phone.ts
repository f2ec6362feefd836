import {
  NO_LEDGER,
  type AppendEffect,
  type Calls,
  type Client,
  type DocNews,
  type Edit,
  type Effect,
  type Hex,
  type Identity,
  type Ledger,
  type News,
  type Role,
  type Ticks,
} from './contract';
import { Disk, DiskError } from './disk';
import { EffectLine } from './effects';
import { startEngine } from './engine';
import { joinForum } from './join-forum';
import { Lane } from './lane';
import { Link } from './link';
import { OpenDocs } from './open-docs';
import { Tabs, type TabNews } from './tabs';
import { Talk } from './talk';
import type { Tell } from './tell';

/** How often the store is asked to take a mark and give it back. */
const WATCHDOG_MS = 60_000;
/** The core is compiled after the first paint, or after this long if the screen says nothing. */
const FIRST_PAINT_MS_MAX = 5_000;
/** Refusals that pass by themselves (`RefusalCode::passes` in the core), and how long that takes. */
const PASSES = new Set(['disk_full', 'busy', 'missing_deps']);
const PUSH_AGAIN_MS = 30_000;
/** Syncing by the clock, for phones on which no other sign comes. */
const SYNC_EVERY_MS = 5 * 60_000;

/** Everything on the phone behind the screen: the core, the disk and the link. */
export class Phone implements Awaitable<Calls> {
  readonly #post: (news: News) => void;
  readonly #disk = new Disk();
  /** Calls of the core, one after the other; documents are loaded in between. */
  readonly #lane = new Lane();
  /** What the core asks for, in its order. */
  readonly #line: EffectLine;
  readonly #open: OpenDocs;
  readonly #tabs: Tabs;
  readonly #ledgers = new Map<string, Ledger>();
  readonly #told = new Map<string, string>();
  /** Edited, and waiting for the pause after which they become a change. */
  readonly #typing = new Map<string, ReturnType<typeof setTimeout>>();
  /** Committed, and on the way to the disk. */
  readonly #saving = new Map<string, number>();
  #identity: Identity | null = null;
  #began = false;
  #starting: Promise<Client> | null = null;
  #client: Client | null = null;
  #link: Link | null = null;
  #here: string | null = null;
  #pushing: ReturnType<typeof setTimeout> | null = null;

  constructor(post: (news: News) => void) {
    this.#post = post;
    this.#open = new OpenDocs(this.#disk, () => this.#line.idle());
    this.#tabs = new Tabs((news) => void this.#hearTab(news));
    this.#line = new EffectLine({
      append: (batch) => this.#disk.append(batch),
      stored: (done) => this.#stored(done),
      send: (frame) => this.#link?.send(frame),
      show: (doc) => this.#show(doc),
      tell: (what) => this.#hear(JSON.parse(what) as Tell),
      hangUp: () => this.#link?.hangUp(),
      failed: (error) => this.#storeFailed(error),
    });
  }

  async start(marker: Identity | null): Promise<void> {
    const found = await this.#disk.identity();
    const evicted = found === undefined && marker !== null;
    if (evicted) await this.#disk.setMeta('identity', marker);
    this.#identity = found ?? marker;
    const read = (await this.#disk.meta<Record<string, string>>('read')) ?? {};
    const docs = await this.#disk.docs();
    for (const stored of docs) this.#ledgers.set(stored.doc, stored.ledger);
    this.#post({ news: 'opened', identity: this.#identity, read, evicted });
    this.#post({ news: 'docs', docs: docs.map((stored) => ({ ...stored, saved: true })) });
    setInterval(() => void this.#checkStore(), WATCHDOG_MS);
    if (this.#identity) setTimeout(() => this.painted(), FIRST_PAINT_MS_MAX);
  }

  /** The screen shows something, so the core may take the processor. */
  painted(): void {
    if (this.#identity && !this.#began) this.#goOn();
  }

  async join(secret: string, deviceName: string): Promise<Identity> {
    const identity = await joinForum(secret, deviceName);
    await this.#disk.setMeta('identity', identity);
    this.#identity = identity;
    this.#tabs.tell({ tab: 'joined', identity });
    this.#goOn();
    return identity;
  }

  /** Opens a document for editing. */
  open(doc: string): Promise<void> {
    return this.#lane.run(async () => {
      await this.#load(await this.#core(), doc);
      this.#show(doc);
    });
  }

  edit(doc: string, edit: Edit): Promise<void> {
    return this.#lane.run(async () => {
      if (this.#line.halted) throw { code: 'store_broken' };
      const client = await this.#core();
      await this.#load(client, doc);
      try {
        this.#do(client.edit(doc, JSON.stringify(edit), nowS()));
        this.#open.dirty(doc);
        this.#commitLater(client, doc);
      } catch (refusal) {
        // The screen shows again what the document says.
        this.#show(doc);
        throw refusal;
      }
      // A text field is ahead of the core anyway; its view follows with the commit.
      if (edit.op !== 'splice') this.#show(doc);
    });
  }

  /** Commits one document, or all of them, and resolves when that is on the disk. */
  async commit(doc: string | null): Promise<void> {
    await this.#commitNow(doc);
    await this.#line.idle();
  }

  shown(doc: string, path: string, heads: Hex[]): Promise<void> {
    return this.#lane.run(() => {
      const client = this.#client;
      if (client?.isOpen(doc)) this.#do(client.shown(doc, path, JSON.stringify(heads)));
    });
  }

  /** The person has this document open, or none. */
  here(doc: string | null): Promise<void> {
    this.#here = doc;
    return this.#lane.run(() => {
      if (this.#client) this.#do(this.#client.presence(doc ?? undefined));
    });
  }

  /** The person asks to try a document once more that the relay did not take. */
  retry(doc: string): Promise<void> {
    return this.#lane.run(async () => {
      const client = await this.#core();
      await this.#load(client, doc);
      this.#do(client.retry(doc));
    });
  }

  async read(marks: Record<string, string>): Promise<void> {
    await this.#disk.setMeta('read', marks);
  }

  sync(): void {
    if (this.#link) this.#link.probe();
    else this.#tabs.tell({ tab: 'sync' });
  }

  async retryStore(): Promise<void> {
    await this.#checkStore();
    this.#line.retry();
    await this.#line.idle();
    if (!this.#line.halted) this.#post({ news: 'store', trouble: null });
    this.#link?.nudge();
  }

  // The core, once it is compiled

  #goOn(): void {
    this.#began = true;
    void this.#core().catch(() => undefined);
    this.#tabs.awaitTurn(() => void this.#speak());
  }

  #core(): Promise<Client> {
    const identity = this.#identity;
    if (!identity) return Promise.reject({ code: 'not_joined' });
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
    this.#post({ news: 'engine', state: 'ready' });
    this.#tellTicks(this.#ledgers.keys());
    return this.#client;
  }

  async #load(client: Client, doc: string): Promise<void> {
    this.#do(await this.#open.ensure(client, doc));
  }

  #do(effects: Effect[]): void {
    for (const effect of effects) {
      if (effect.do !== 'append') continue;
      for (const { doc } of effect.docs) this.#saving.set(doc, (this.#saving.get(doc) ?? 0) + 1);
    }
    this.#line.push(effects);
  }

  #commitLater(client: Client, doc: string): void {
    clearTimeout(this.#typing.get(doc));
    const commit = () => void this.#commitNow(doc);
    this.#typing.set(doc, setTimeout(commit, client.commitPauseMs(doc)));
  }

  #commitNow(doc: string | null): Promise<void> {
    return this.#lane.run(() => {
      const client = this.#client;
      if (!client) return;
      for (const name of doc === null ? [...this.#typing.keys()] : [doc]) {
        clearTimeout(this.#typing.get(name));
        this.#typing.delete(name);
        if (!client.isOpen(name)) continue;
        this.#do(client.commit(name, nowS()));
        this.#open.clean(name);
        this.#show(name);
      }
      this.#link?.wake();
    });
  }

  #show(doc: string): void {
    const client = this.#client;
    const view = client?.isOpen(doc) ? client.view(doc) : undefined;
    if (view === undefined) return;
    this.#post({ news: 'docs', docs: [this.#newsOf(doc, view)] });
  }

  #newsOf(doc: string, view: string): DocNews {
    const saved = !this.#typing.has(doc) && !this.#saving.has(doc);
    return { doc, view, ledger: this.#ledgers.get(doc) ?? NO_LEDGER, saved };
  }

  #stored(done: AppendEffect): void {
    const docs: DocNews[] = [];
    for (const record of done.docs) {
      const { doc, view } = record;
      const ledger = JSON.parse(record.ledger) as Ledger;
      this.#ledgers.set(doc, ledger);
      if (this.#client) this.#open.noticed(this.#client, doc);
      const left = (this.#saving.get(doc) ?? 1) - 1;
      if (left > 0) this.#saving.set(doc, left);
      else this.#saving.delete(doc);
      // What is typed and not committed yet is in the core's view, not in the stored one.
      const shown = this.#client?.isOpen(doc) ? (this.#client.view(doc) ?? view) : view;
      if (shown !== undefined) docs.push(this.#newsOf(doc, shown));
      else this.#post({ news: 'ledger', doc, ledger });
      // What came from another tab has no chunk in its record: it was on the disk already.
      const chunk = record.chunk?.bytes ?? null;
      const whole = record.snapshot !== undefined;
      const unsent = ledger.unsent > 0;
      const heard = done.speaks ? ledger : null;
      if (chunk || heard || unsent)
        this.#tabs.tell({
          tab: 'stored',
          doc,
          ledger: heard,
          unsent,
          view: view ?? null,
          chunk,
          whole,
        });
    }
    this.#post({ news: 'docs', docs });
    this.#tellTicks(done.docs.map((record) => record.doc));
  }

  #tellTicks(docs: Iterable<string>): void {
    const client = this.#client;
    if (!client) return;
    const changed: [string, Ticks][] = [];
    for (const doc of docs) {
      const ticks = client.ticks(doc);
      if (this.#told.get(doc) === ticks) continue;
      this.#told.set(doc, ticks);
      changed.push([doc, JSON.parse(ticks) as Ticks]);
    }
    if (changed.length > 0) this.#post({ news: 'ticks', ticks: changed });
  }

  // The store

  async #checkStore(): Promise<void> {
    try {
      await this.#disk.check(crypto.randomUUID());
      if (!this.#line.halted) this.#post({ news: 'store', trouble: null });
    } catch (error) {
      this.#storeFailed(error);
    }
  }

  #storeFailed(error: unknown): void {
    console.error(error);
    this.#post({ news: 'store', trouble: error instanceof DiskError ? error.code : 'broken' });
    // Nothing that cannot be stored may be taken from the relay.
    if (this.#line.halted) this.#link?.pause();
  }

  // The other tabs

  async #hearTab(news: TabNews): Promise<void> {
    if (news.tab === 'sync') this.#link?.probe();
    else if (news.tab === 'stored') await this.#lane.run(() => this.#absorb(news));
    else if (!this.#identity) {
      this.#identity = news.identity;
      this.#post({ news: 'joined', identity: news.identity });
      this.#goOn();
    }
  }

  async #absorb(news: Extract<TabNews, { tab: 'stored' }>): Promise<void> {
    const { doc, view, chunk, whole, unsent } = news;
    const here = this.#ledgers.get(doc) ?? NO_LEDGER;
    const ledger = news.ledger ?? { ...here, unsent: Math.max(here.unsent, unsent ? 1 : 0) };
    this.#ledgers.set(doc, ledger);
    const client = this.#client;
    const wasOpen = this.#open.has(doc);
    if (client) {
      if (whole && wasOpen) client.close(doc);
      this.#do(
        client.absorb(
          doc,
          chunk ?? undefined,
          news.ledger ? JSON.stringify(news.ledger) : undefined,
          nowS(),
        ),
      );
      // The tab that talks to the relay has to send it; a tab that shows it has to show it.
      if (wasOpen || (this.#link && unsent)) {
        await this.#load(client, doc);
        this.#do(client.absorb(doc, undefined, undefined, nowS()));
        this.#link?.wake();
      }
      this.#tellTicks([doc]);
    }
    if (wasOpen) this.#show(doc);
    else if (view !== null) this.#post({ news: 'docs', docs: [this.#newsOf(doc, view)] });
    else this.#post({ news: 'ledger', doc, ledger });
  }

  // The relay

  /** This tab now talks to the relay for all tabs of this browser. */
  async #speak(): Promise<void> {
    const identity = this.#identity;
    const client = await this.#core().catch(() => null);
    if (!identity || this.#link) return;
    if (!client) {
      // Without the core there is nothing to say; it is tried again when the person asks.
      setTimeout(() => void this.#speak(), SYNC_EVERY_MS);
      return;
    }
    await this.#lane.run(async () => {
      for (const { doc, ledger } of await this.#disk.docs())
        this.#do(client.absorb(doc, undefined, JSON.stringify(ledger), nowS()));
    });
    const talk = new Talk(client, this.#lane, this.#line, {
      load: (doc) => this.#load(client, doc),
      do: (effects) => this.#do(effects),
      here: () => this.#here,
      status: (status) => this.#post({ news: 'link', status }),
      failed: () => this.#link?.hangUp(),
    });
    const acknowledgedMs = (await this.#disk.meta<number>('acknowledged')) ?? 0;
    const link = new Link(identity.token, acknowledgedMs, talk);
    this.#link = link;
    link.nudge();
    setInterval(() => link.probe(), SYNC_EVERY_MS);
  }

  #hear(tell: Tell): void {
    if (tell.event === 'caught_up' || tell.event === 'stored') this.#acknowledged(tell.event);
    else if (tell.event === 'welcome') void this.#welcomed(tell.role, tell.clock_ahead_ms);
    else if (tell.event === 'receipts') this.#receipts(tell.groups);
    else if (tell.event === 'presence')
      this.#post({ news: 'presence', doc: tell.doc, people: tell.people });
    else if (tell.event === 'refused' && PASSES.has(tell.code)) this.#pushLater();
    else if (tell.event === 'closing' && tell.code === 'revoked') this.#link?.end('revoked');
    else if (tell.event === 'closing' && tell.code === 'version') this.#link?.end('outdated');
  }

  #acknowledged(event: 'caught_up' | 'stored'): void {
    this.#link?.acknowledged(event === 'caught_up');
    if (event === 'stored') return;
    this.#tellTicks(this.#ledgers.keys());
    this.#note('acknowledged', Date.now());
  }

  /** What the relay could not take just now is sent again after a while, if the link still stands. */
  #pushLater(): void {
    this.#pushing ??= setTimeout(() => {
      this.#pushing = null;
      void this.#lane.run(async () => {
        const client = this.#client;
        if (!client) return;
        for (const doc of client.needsToConnect()) await this.#load(client, doc);
        this.#do(client.pushUnsent());
      });
    }, PUSH_AGAIN_MS);
  }

  #receipts(groups: unknown[]): void {
    this.#note('receipts', groups);
    this.#tellTicks(this.#ledgers.keys());
  }

  #note(key: string, value: unknown): void {
    this.#disk.setMeta(key, value).catch((error: unknown) => this.#storeFailed(error));
  }

  async #welcomed(role: Role, clockAheadMs: number): Promise<void> {
    this.#post({ news: 'clock', skewMs: -clockAheadMs });
    if (!this.#identity || this.#identity.role === role) return;
    this.#identity = { ...this.#identity, role };
    this.#post({ news: 'role', role });
    this.#note('identity', this.#identity);
  }
}

type Awaitable<T> = {
  [N in keyof T]: T[N] extends (...args: infer A) => infer R
    ? (...args: A) => R | Promise<R>
    : never;
};

function nowS(): number {
  return Math.floor(Date.now() / 1000);
}
