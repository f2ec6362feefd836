import {
  NO_LEDGER,
  type AppendEffect,
  type Awaitable,
  type Client,
  type DocNews,
  type Effect,
  type Identity,
  type Ledger,
  type News,
  type PhoneCalls,
  type Said,
  type Role,
} from '../between/contract';
import { Damage } from './damage';
import type { Disk } from './disk';
import { Edits } from './edits';
import { EffectLine } from './effects';
import { Engine } from './engine';
import type { Files } from './files';
import { Journal } from './journal';
import { Lane } from './lane';
import { Late, seldom } from './late';
import { Less } from './less';
import { nowS } from './now';
import { OpenDocs } from './open-docs';
import { OwnDevice } from './own-device';
import type { Carrying } from './packet';
import type { On, PastOfDocs } from './past';
import { Quiet } from './quiet';
import { Saving } from './saving';
import { Speaker } from './speaker';
import { Standing } from './standing';
import { StoreWatch } from './store-watch';
import { Tabs, type TabNews } from './tabs';
import type { Tell } from './tell';
import { TickNews } from './tick-news';

/** Everything of one person on the phone behind the screen: the core, the disk and the link. */
export class Phone implements Awaitable<PhoneCalls> {
  readonly #post: (news: News) => void;
  readonly #slot: string;
  readonly #disk: Disk;
  readonly #own: OwnDevice;
  readonly #engine: Engine;
  /** Calls of the core, one after the other; documents are loaded in between. */
  readonly #lane = new Lane();
  /** What the core asks for, in its order. */
  readonly #line: EffectLine;
  readonly #open: OpenDocs;
  readonly #tabs: Tabs;
  readonly #standing: Standing;
  readonly #speaker: Speaker;
  readonly #store: StoreWatch;
  readonly #ledgers = new Map<string, Ledger>();
  readonly #ticks: TickNews;
  readonly #damage: Damage;
  readonly #journal: Journal;
  readonly edits: Edits;
  readonly #saving = new Saving();
  readonly #less = new Less();
  readonly #quiet = new Quiet(this.#lane, () => this.#do(this.#client?.look() ?? []));
  readonly past: Late<PastOfDocs>;
  readonly carrying: Late<Carrying>;
  readonly files: Late<Files>;
  #here: string | null = null;

  constructor(slot: string, disk: Disk, post: (news: News) => void, tab: string) {
    this.#slot = slot;
    this.#disk = disk;
    this.#engine = new Engine(disk, post, () => this.#tellTicks(this.#ledgers.keys()));
    this.#own = new OwnDevice(disk, {
      renewed: () => this.#tabs.tell({ tab: 'own' }),
      roleIs: (role) => this.#roleIs(role),
      note: (key, value) => this.#store.note(key, value),
    });
    this.past = new Late(async () => new (await seldom()).PastOfDocs(this.#on));
    this.carrying = new Late(async () => {
      const { Carrying } = await seldom();
      return new Carrying(disk, this.#own, {
        run: (work) => this.#lane.run(async () => work(await this.#core())),
        load: (client, doc) => this.#load(client, doc),
        do: (effects) => this.#do(effects),
        stored: () => this.#line.idle(),
      });
    });
    this.files = new Late(async () =>
      (await seldom()).filesOf(slot, disk.sealing, {
        identity: () => this.identity,
        view: async (doc) => (await disk.parts(doc)).view,
        ledgers: () => this.#ledgers,
        post: (news) => (this.#link ? this.#standing.share(news) : post(news)),
        tell: (again) => this.#tabs.tell({ tab: 'files', again }),
      }),
    );
    this.#post = post;
    this.#ticks = new TickNews(post);
    this.#damage = new Damage(post, (doc) => this.#ledgers.get(doc));
    this.#tabs = new Tabs(slot, tab, (news) => void this.#hearTab(news));
    this.#standing = new Standing(this.#tabs, post, () => this.#link !== null);
    this.#line = new EffectLine({
      append: (batch) => this.#journal.append(batch),
      stored: (done) => this.#stored(done),
      sign: (bytes) => this.#own.sign(bytes),
      send: (frame) => this.#link?.send(frame),
      unsigned: (error) => this.#unsigned(error),
      show: (doc) => this.#show(doc),
      tell: (what) => this.#speaker.hear(JSON.parse(what) as Tell),
      hangUp: () => this.#link?.hangUp(),
      failed: (error) => this.#store.failed(error),
    });
    this.#open = new OpenDocs(this.#disk, this.#line, this.#saving);
    this.#store = new StoreWatch(this.#disk, {
      post,
      halted: () => this.#line.halted,
      pauseLink: () => this.#link?.pause(),
      commit: () => this.commit(null),
    });
    this.#journal = new Journal(disk, this.#tabs.name, (error) => this.#store.failed(error));
    this.edits = new Edits(this.#lane, this.#journal, {
      core: () => this.#core(),
      client: () => this.#client,
      load: (client, doc) => this.#load(client, doc),
      do: (effects) => this.#do(effects),
      show: (doc) => this.#show(doc),
      halted: () => this.#line.halted,
      holds: (doc, state) => this.#open.holds(doc, state),
      storing: (doc) => this.#saving.has(doc),
      committed: () => this.#link?.wake(),
      post,
    });
    this.#speaker = new Speaker(this.#disk, this.#lane, this.#line, {
      core: () => this.#core(),
      identity: () => this.identity,
      renew: () => this.#own.renew(),
      load: (client, doc) => this.#load(client, doc),
      do: (effects) => this.#do(effects),
      here: () => this.#here,
      post,
      share: (news) => this.#standing.share(news),
      note: (key, value) => this.#store.note(key, value),
      welcomed: (role, clockAheadMs) => this.#own.welcomed(role, clockAheadMs),
      signedOut: () => this.#own.signedOut(),
      tellAllTicks: () => this.#tellTicks(this.#ledgers.keys()),
      damage: this.#damage,
      files: this.files,
      putIn: (doc, left) => void this.edits.putIn(doc, left),
    });
  }

  get #link() {
    return this.#speaker.link;
  }

  get identity(): Identity | null {
    return this.#own.identity;
  }

  async start(marker: Identity | null): Promise<void> {
    const evicted = await this.#own.read(marker);
    const read = (await this.#disk.meta<Record<string, string>>('read')) ?? {};
    await this.edits.succeed();
    const docs = await this.#disk.docs();
    for (const stored of docs) this.#ledgers.set(stored.doc, stored.ledger);
    this.#post({ news: 'opened', identity: this.#own.shown, read, evicted });
    this.#tellKeeping();
    this.#post({ news: 'docs', docs: docs.map((stored) => ({ ...stored, saved: true })) });
    this.#store.start();
    if (this.identity) this.#goOn();
  }

  async join(secret: string, deviceName: string): Promise<Identity> {
    // Whoever has joined is never replaced by this; see `Gate.joinApart`.
    if (this.identity) throw { code: 'joined_already' };
    const joined = await (await seldom()).joinOnce(this.#disk, secret, deviceName);
    this.#own.take(joined);
    this.#tellKeeping();
    this.#tabs.tell({ tab: 'own' });
    this.#goOn();
    return joined.identity;
  }

  office(method: 'GET' | 'POST', path: string, body: unknown): Promise<Said> {
    return this.#own.ask({ method, path, body });
  }

  open(doc: string): Promise<void> {
    return this.#on(doc, () => this.#show(doc));
  }

  /** Commits one document, or all of them, and resolves when that is on the disk. */
  async commit(doc: string | null): Promise<void> {
    await this.edits.commit(doc);
    await this.#line.idle();
  }

  /** The person has this document open, or none. */
  here(doc: string | null): Promise<void> {
    this.#here = doc;
    return this.#lane.run(() => {
      if (this.#client) this.#do(this.#client.presence(doc ?? undefined));
    });
  }

  forget(doc: string): Promise<void> {
    return this.#on(doc, (client) => this.#do(client.forget(doc)));
  }

  /** The person asks to try a document once more that the relay did not take. */
  retry(doc: string): Promise<void> {
    return this.#on(doc, (client) => this.#do(client.retry(doc)));
  }

  read(marks: Record<string, string>): Promise<void> {
    return this.#disk.setMeta('read', marks);
  }

  sync(): void {
    if (this.#link) this.#link.probe();
    else this.#tabs.tell({ tab: 'sync' });
  }

  async retryStore(): Promise<void> {
    await this.#store.retry(this.#line);
    this.#link?.nudge();
  }

  /** Fails with `unsent` unless everything written and kept here is at the relay. */
  async nothingUnsent(): Promise<void> {
    await this.commit(null);
    const docs = await this.#disk.docs();
    if (this.#line.halted || docs.some(({ ledger }) => ledger.unsent > 0)) throw { code: 'unsent' };
    await this.files.with((files) => files.nothingWaits());
  }

  /** Ends this person on this phone; nothing of them stays on the disk. */
  async end(): Promise<void> {
    this.#link?.pause();
    await this.#disk.remove();
    await this.files.with((files) => files.end());
  }

  #goOn(): void {
    void this.#standing.begin(this.#disk).catch(() => undefined);
    void this.#core()
      .then(() => this.edits.inheritAll((tab, heir) => this.#tabs.whenGone(tab, heir)))
      .catch((error: unknown) => console.error(error));
    this.#tabs.awaitTurn(() => {
      this.files.tell((files) => files.speak());
      void this.#speaker.start();
    });
  }

  #core(): Promise<Client> {
    const identity = this.identity;
    return identity ? this.#engine.core(identity) : Promise.reject({ code: 'not_joined' });
  }

  get #client(): Client | null {
    return this.#engine.client;
  }

  /** Works on one document, once it is open in the core. */
  readonly #on: On = (doc, work) =>
    this.#lane.run(async () => {
      const client = await this.#core();
      await this.#load(client, doc);
      return work(client, (effects) => this.#do(effects));
    });

  async #load(client: Client, doc: string): Promise<void> {
    this.#do(this.#less.sparing(await this.#open.ensure(client, doc)));
  }

  #do(effects: Effect[]): void {
    const client = this.#client;
    const whole = client ? this.#journal.storing(client, effects, nowS()) : effects;
    this.#saving.begin(whole);
    this.#line.push(whole);
    if (whole.some((one) => one.do === 'append')) this.#quiet.stir();
  }

  #show(doc: string): void {
    const client = this.#client;
    const view = client?.isOpen(doc) ? client.view(doc) : undefined;
    if (view === undefined || this.#less.has(doc)) return;
    this.#post({ news: 'docs', docs: [this.#newsOf(doc, view)] });
  }

  #newsOf(doc: string, view: string): DocNews {
    const saved = !this.edits.pending(doc) && !this.#saving.has(doc);
    return { doc, view, ledger: this.#ledgers.get(doc) ?? NO_LEDGER, saved };
  }

  #stored(done: AppendEffect): void {
    const docs: DocNews[] = [];
    if (done.place !== undefined) this.#link?.progressed();
    for (const record of done.docs) {
      const { doc, view, forget } = record;
      if (forget) {
        if (record.late) void this.#lane.run(() => this.#client?.gone(doc));
        else this.#tabs.tell({ tab: 'forgotten', doc });
        this.#forgot(doc);
        continue;
      }
      const ledger = JSON.parse(record.ledger) as Ledger;
      this.#ledgers.set(doc, ledger);
      if (this.#client) this.#open.noticed(this.#client, doc);
      this.#less.stored(doc, view);
      this.#saving.end(doc);
      this.files.tell((files) => files.changed(doc));
      // What is typed and not committed yet is in the core's view, not in the stored one.
      const open = this.#client?.isOpen(doc) && !this.#less.has(doc);
      const shown = open ? (this.#client?.view(doc) ?? view) : view;
      if (shown !== undefined) docs.push(this.#newsOf(doc, shown));
      else this.#post({ news: 'ledger', doc, ledger });
      this.#tabs.tellStored(record, ledger, done.speaks);
    }
    this.#post({ news: 'docs', docs });
    this.#tellTicks(done.docs.filter(({ forget }) => !forget).map(({ doc }) => doc));
  }

  #forgot(doc: string): void {
    this.#ledgers.delete(doc);
    this.#saving.forget(doc);
    this.#journal.forget(doc);
    this.files.tell((files) => files.forget(doc));
    this.#post({ news: 'forgotten', doc });
  }

  #tellTicks(docs: Iterable<string>): void {
    if (this.#client) this.#ticks.tell(this.#client, docs);
  }

  #tellKeeping(): void {
    const keeping = { slot: this.#slot, pin: this.#disk.seals, keyless: this.#own.keyless };
    this.#post({ news: 'keeping', keeping });
  }

  /** A push that nobody signed would be refused for good; the next link makes it again. */
  #unsigned(error: unknown): void {
    console.error(error);
    if (!this.#own.keyless) this.#link?.hangUp();
  }

  #roleIs(role: Role): void {
    if (!this.#own.keyless) this.#post({ news: 'role', role });
  }

  /** Another tab has joined, or has renewed what names this device. */
  async #takeOwn(): Promise<void> {
    const first = this.identity === null;
    await this.#own.read(null);
    const identity = this.#own.shown;
    if (!first || !identity) return;
    this.#tellKeeping();
    this.#post({ news: 'joined', identity });
    this.#goOn();
  }

  async #hearTab(news: TabNews): Promise<void> {
    if (news.tab === 'sync') this.#link?.probe();
    else if (news.tab === 'news' || news.tab === 'ask') this.#standing.hear(news);
    else if (news.tab === 'files') this.files.tell((files) => files.heard(news.again));
    else if (news.tab === 'stored') await this.#lane.run(() => this.#absorb(news));
    else if (news.tab === 'forgotten') {
      await this.#lane.run(() => this.#client?.gone(news.doc));
      this.#forgot(news.doc);
    } else if (news.tab === 'own') await this.#takeOwn();
  }

  async #absorb(news: Extract<TabNews, { tab: 'stored' }>): Promise<void> {
    const { doc, view, chunk, whole, unsent } = news;
    const here = this.#ledgers.get(doc) ?? NO_LEDGER;
    const ledger = news.ledger ?? { ...here, unsent: Math.max(here.unsent, unsent ? 1 : 0) };
    this.#ledgers.set(doc, ledger);
    this.files.tell((files) => files.changed(doc));
    const client = this.#client;
    const wasOpen = this.#open.has(doc);
    if (client) {
      if (whole && wasOpen) {
        // What is being typed would keep it open, without what it is replaced with.
        this.#do(client.commit(doc, nowS()));
        client.close(doc);
      }
      const told = news.ledger ? JSON.stringify(news.ledger) : undefined;
      this.#do(client.absorb(doc, chunk ?? undefined, told, nowS()));
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
