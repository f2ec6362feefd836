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
} from './contract';
import { Disk } from './disk';
import { EffectLine } from './effects';
import { startEngine } from './engine';
import { joinForum } from './join-forum';
import { Lane } from './lane';
import { nowS } from './now';
import { OpenDocs } from './open-docs';
import { Speaker } from './speaker';
import { StoreWatch } from './store-watch';
import { Tabs, type TabNews } from './tabs';
import type { Tell } from './tell';
import { TickNews } from './tick-news';

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
  readonly #speaker: Speaker;
  readonly #store: StoreWatch;
  readonly #ledgers = new Map<string, Ledger>();
  readonly #ticks: TickNews;
  /** Edited, and waiting for the pause after which they become a change. */
  readonly #typing = new Map<string, ReturnType<typeof setTimeout>>();
  /** Committed, and on the way to the disk. */
  readonly #saving = new Map<string, number>();
  #identity: Identity | null = null;
  #starting: Promise<Client> | null = null;
  #client: Client | null = null;
  #here: string | null = null;

  constructor(post: (news: News) => void) {
    this.#post = post;
    this.#ticks = new TickNews(post);
    this.#open = new OpenDocs(this.#disk, () => this.#line.idle());
    this.#tabs = new Tabs((news) => void this.#hearTab(news));
    this.#line = new EffectLine({
      append: (batch) => this.#disk.append(batch),
      stored: (done) => this.#stored(done),
      send: (frame) => this.#link?.send(frame),
      show: (doc) => this.#show(doc),
      tell: (what) => this.#speaker.hear(JSON.parse(what) as Tell),
      hangUp: () => this.#link?.hangUp(),
      failed: (error) => this.#store.failed(error),
    });
    this.#store = new StoreWatch(this.#disk, {
      post,
      halted: () => this.#line.halted,
      pauseLink: () => this.#link?.pause(),
    });
    this.#speaker = new Speaker(this.#disk, this.#lane, this.#line, {
      core: () => this.#core(),
      identity: () => this.#identity,
      load: (client, doc) => this.#load(client, doc),
      do: (effects) => this.#do(effects),
      here: () => this.#here,
      post,
      note: (key, value) => this.#store.note(key, value),
      roleIs: (role) => this.#roleIs(role),
      tellAllTicks: () => this.#tellTicks(this.#ledgers.keys()),
    });
  }

  get #link() {
    return this.#speaker.link;
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
    this.#store.start();
    if (this.#identity) this.#goOn();
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
    await this.#store.check();
    this.#line.retry();
    await this.#line.idle();
    this.#store.sayIfWell();
    this.#link?.nudge();
  }

  // The core, once it is compiled

  #goOn(): void {
    void this.#core().catch(() => undefined);
    this.#tabs.awaitTurn(() => void this.#speaker.start());
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
      this.#tabs.tellStored(record, ledger, done.speaks);
    }
    this.#post({ news: 'docs', docs });
    this.#tellTicks(done.docs.map((record) => record.doc));
  }

  #tellTicks(docs: Iterable<string>): void {
    if (this.#client) this.#ticks.tell(this.#client, docs);
  }

  #roleIs(role: Role): void {
    if (!this.#identity || this.#identity.role === role) return;
    this.#identity = { ...this.#identity, role };
    this.#post({ news: 'role', role });
    this.#store.note('identity', this.#identity);
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
      if (whole && wasOpen) {
        // What is being typed would keep it open, without what it is replaced with.
        this.#do(client.commit(doc, nowS()));
        client.close(doc);
      }
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
}

type Awaitable<T> = {
  [N in keyof T]: T[N] extends (...args: infer A) => infer R
    ? (...args: A) => R | Promise<R>
    : never;
};
