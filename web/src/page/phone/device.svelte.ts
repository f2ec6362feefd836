import { clock } from '../language/clock.svelte';
import { SvelteMap } from 'svelte/reactivity';
import { mayWrite } from '../../plain/access';
import { Asking } from './asking';
import { Beginnings } from '../../plain/beginnings';
import type {
  Caught,
  DocNews,
  Edit,
  Failure,
  Gone,
  Hex,
  Identity,
  Ledger,
  LinkStatus,
  News,
  Said,
  StoreTrouble,
  Ticks,
  View,
} from '../../between/contract';
import type { FileWaiting } from '../../between/files';
import { GoneDocs } from './gone.svelte';
import { EvictionLedger, markOf, type Marker, type SmallStore } from '../../between/marker';
import { Marks } from './marks.svelte';
import { Door } from './door.svelte';
import { People } from './people.svelte';
import { PhoneLabels } from './phone-labels.svelte';
import { Shelf, type Doc } from './shelf.svelte';
import type { FirstLook } from '../../between/store';
import { tickOf, type Tick } from '../../plain/ticks';
import { asksOf } from '../../plain/views';
import { Writing } from './writing.svelte';

export type { Doc };

/** A phone clock further off than this confuses people who read times; the order of work is unharmed. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** The phone as the screen sees it: one object in front of the worker, the only reactive root. */
export class Device {
  readonly #asking = new Asking((news) => this.#learn(news));
  readonly #evictions: EvictionLedger;
  readonly #shelf = new Shelf();
  readonly #ticks = new SvelteMap<string, Ticks>();
  readonly #present = new SvelteMap<string, string[]>();
  #opened = $state(false);
  #identity = $state.raw<Identity | null>(null);
  #link = $state.raw<LinkStatus | null>(null);
  #engine = $state<'starting' | 'ready' | 'failed'>('starting');
  #trouble = $state<StoreTrouble | null>(null);
  #skewMs = $state(0);
  #damaged = $state.raw<string[]>([]);
  #evicted = $state.raw<Marker | null>(null);
  readonly #writing: Writing = new Writing(this.#asking, () => this.door.leaving);
  /** What was typed and is no edit. */
  readonly drafts = this.#writing.drafts;
  #here: string | null = null;
  #kept = false;
  readonly gone = new GoneDocs();
  /** What new documents and records begin with. */
  readonly beginnings = new Beginnings();
  readonly marks = new Marks((marks) => {
    void this.#asking.call('read', marks).catch(() => undefined);
  });
  /** What is asked of the worker by few pages. */
  readonly ask: Asking['call'] = (call, ...args) => this.#asking.call(call, ...args);
  /** Files that the relay does not have; another list whenever something of one has changed. */
  filesWaiting = $state.raw<FileWaiting[]>([]);
  /** Who holds the phone. */
  readonly door = new Door({
    asking: this.#asking,
    commit: () => this.commit(null),
    stuck: () => this.#trouble !== null && this.#writing.anyUnsaved,
    name: () => this.nameOf(this.#identity?.member ?? null) ?? '',
    forgetMark: () => this.#evictions.forget(),
    lastWords: this.#writing.lastWords,
  });

  constructor(store: SmallStore) {
    this.#evictions = new EvictionLedger(store);
    document.addEventListener('visibilitychange', () => this.#visibility());
    addEventListener('pagehide', () => this.#hidden());
    addEventListener('online', () => this.#ifOpen(() => this.sync()));
  }

  /** Shows what the page itself found in the store, until the worker knows better. */
  look({ identity, keyless, read, docs }: FirstLook): void {
    if (this.#opened) return;
    const shown: Identity = keyless ? { ...identity, role: 'viewer' } : identity;
    this.#learn({ news: 'opened', identity: shown, read, evicted: false });
    this.#learn({ news: 'docs', docs: docs.map((stored) => ({ ...stored, saved: true })) });
  }

  begin(worker: Worker): void {
    const marker = this.#evictions.last()?.identity ?? null;
    this.#asking.begin(worker, () => {
      void this.#asking
        .call('start', marker, Date.now(), ...this.#writing.next())
        .catch(({ code }: Failure) => {
          this.#trouble = code === 'later' ? code : 'broken';
          this.#opened = true;
          this.#asking.goOn('another');
        });
    });
  }

  /** What phones were named, for telling two of one person apart. */
  readonly labels = new PhoneLabels((path) => this.office('GET', path));

  /** Whether the phone's store has been read; before that nothing can be said about anything. */
  get opened(): boolean {
    return this.#opened;
  }
  get identity(): Identity | null {
    return this.#identity;
  }
  get link(): LinkStatus | null {
    return this.#link;
  }
  get engine(): 'starting' | 'ready' | 'failed' {
    return this.#engine;
  }
  get trouble(): StoreTrouble | null {
    return this.#trouble;
  }
  /** How far this phone's clock is off, if it is too far. */
  get clockOffMs(): number | null {
    return Math.abs(this.#skewMs) > CLOCK_SKEW_MS ? this.#skewMs : null;
  }
  /** Documents of which a part does not open, until it has come again. */
  get damaged(): string[] {
    return this.#damaged;
  }
  /** What was on this phone before the system cleared it. */
  get evicted(): Marker | null {
    return this.#evicted;
  }

  readonly of = (kind: string): Doc[] => this.#shelf.of(kind);
  readonly documents = $derived(this.#shelf.all);
  /** Who is who. */
  readonly who = new People(
    () => this.of('member').map(({ view }) => view),
    (member) => this.isErased(member),
  );
  /** Everybody who can be picked. */
  readonly people = $derived(this.who.pickable);
  readonly unsent = $derived(this.documents.filter((doc) => doc.ledger.unsent > 0));
  readonly refused = $derived(this.unsent.filter(({ view }) => this.heldCode(view.doc) !== null));
  /** In which people disagree and this person may choose. */
  readonly unresolved = $derived(
    this.#shelf.paged.filter(({ view }) => this.mayEdit(view.doc) && this.asks(view).length > 0),
  );
  /** What others changed since this person last looked. */
  readonly unread = $derived(
    this.#shelf.paged.filter(({ view }) => !this.#isMine(view) && !this.marks.isSeen(view)),
  );

  /** The places of which this person is asked; of somebody who is not known here everybody is. */
  readonly asks = (view: View): string[] =>
    asksOf(view, (one) => this.who.isSame(one, this.#identity?.member ?? '') || !this.nameOf(one));

  doc(doc: string): Doc | undefined {
    return this.#shelf.get(doc);
  }

  tick(doc: string): Tick {
    const onItsWay = this.#writing.isPending(doc) ? 'pending' : null;
    const typed = this.drafts.of(doc).length > 0 ? 'draft' : onItsWay;
    return tickOf(this.doc(doc)?.ledger, this.#ticks.get(doc), typed);
  }

  /** Why the relay does not take what is unsent of a document, if it does not. */
  heldCode(doc: string): string | null {
    const ticks = this.#ticks.get(doc);
    return this.doc(doc)?.ledger.refused ?? (ticks?.state === 'held' ? ticks.code : null);
  }

  /** Who else has the document open now. */
  present(doc: string): string[] {
    return this.#present.get(doc) ?? [];
  }

  readonly nameOf = (member: string | null): string | null => this.who.nameOf(member);

  /** The person's card was erased for everybody, and this phone has heard of it. */
  isErased(member: string): boolean {
    return this.marks.isErased(`member/${member}`);
  }

  mayEdit(doc: string): boolean {
    const me = this.#identity;
    // A full store takes something again as soon as there is room.
    const takes = this.#trouble === null || this.#trouble === 'full';
    return me !== null && takes && mayWrite(me.role, me.member, doc);
  }

  async join(secret: string, deviceName: string): Promise<Identity> {
    return (this.#identity = await this.#asking.call('join', secret, deviceName));
  }

  open(doc: string): Promise<void> {
    return this.#asking.call('open', doc);
  }

  /** Whether the document's view holds nothing that is not stored yet. */
  settled(doc: string): boolean {
    return !this.#writing.isUnsaved(doc);
  }

  /**
   * Edits a document; the first word below a new one takes along what it begins with. After a refusal
   * nothing of the same turn is taken in that field.
   */
  async edit(doc: string, edit: Edit, turn = 0): Promise<void> {
    const begins = this.beginnings.take(doc, edit.path);
    const edits = begins.map((one) => this.#writing.edit(doc, one));
    await Promise.all([...edits, this.#writing.edit(doc, edit, turn)]);
  }

  commit(doc: string | null): Promise<void> {
    return this.#writing.commit(doc);
  }

  /** A field shows the document as of these heads; what is typed in it is meant there. */
  shown(doc: string, path: string, heads: Hex[]): void {
    this.#writing.shown(doc, path, heads);
  }

  /** Nobody is in that field any more. */
  left(doc: string, path: string): void {
    this.#writing.left(doc, path);
  }

  /** What others did to a text since its field last showed it. */
  caught(doc: string, path: string): Promise<Caught | null> {
    return this.#writing.caught(doc, path);
  }

  here(doc: string | null): void {
    this.#here = doc;
    void this.#asking.call('here', doc).catch(() => undefined);
  }

  sync(): Promise<void> {
    return this.#asking.call('sync');
  }

  retryStore(): Promise<void> {
    return this.#asking.call('retryStore');
  }

  /** Asks the relay at one of its doors. Fails with the code `offline` if nothing comes back. */
  office(method: 'GET' | 'POST', path: string, body: unknown = null): Promise<Said> {
    return this.#asking.call('office', method, path, body);
  }

  /** Removes a document from this phone that it may no longer have. */
  forget(doc: string): Promise<void> {
    return this.#asking.call('forget', doc);
  }

  /** As they are now, these documents are in a packet. */
  markExported(docs: string[]): void {
    this.marks.pack(this.#viewsOf(docs));
  }

  isExported(doc: string): boolean {
    return this.#viewsOf([doc]).some((view) => this.marks.isPacked(view));
  }

  /** The person has seen the documents as they are now; gives what takes that back. */
  markRead(docs: string[]): () => void {
    return this.marks.see(this.#viewsOf(docs));
  }

  /** They are on the screen: no list calls them unread any more, what is new in them stays so. */
  see(docs: string[]): void {
    this.marks.look(this.#viewsOf(docs), this.#isMine);
  }

  #viewsOf(docs: string[]): View[] {
    return docs.flatMap((doc) => this.doc(doc)?.view ?? []);
  }

  dismissEviction(): void {
    this.#evicted = null;
  }

  // What the worker says

  #learn(news: News): void {
    this.door.hear(news);
    if (news.news === 'opened') this.#open(news);
    else if (news.news === 'joined') this.#identity = news.identity;
    else if (news.news === 'docs') this.#learnDocs(news.docs);
    else if (news.news === 'ledger') this.#learnLedger(news.doc, news.ledger);
    else if (news.news === 'forgotten') this.#forget(news.doc);
    else if (news.news === 'gone') this.#learnGone(news.gone);
    else if (news.news === 'damaged') this.#damaged = news.docs;
    else if (news.news === 'ticks')
      for (const [doc, ticks] of news.ticks) this.#ticks.set(doc, ticks);
    else if (news.news === 'drafts') this.drafts.learn(news.drafts);
    else if (news.news === 'heard') this.#writing.heard(this.door.slot, news.tab);
    else if (news.news === 'link') this.#learnLink(news.status);
    else if (news.news === 'role' && this.#identity)
      this.#identity = { ...this.#identity, role: news.role };
    else if (news.news === 'clock') this.#learnClock(news.skewMs);
    else if (news.news === 'files') this.filesWaiting = news.waiting;
    else if (news.news === 'presence') this.#present.set(news.doc, news.people);
    else if (news.news === 'store') this.#trouble = news.trouble;
    else if (news.news === 'engine') this.#engine = news.state;
  }

  #open(news: Extract<News, { news: 'opened' }>): void {
    const before = this.#identity?.member ?? news.identity?.member;
    this.#asking.goOn(before === news.identity?.member ? 'same' : 'another');
    this.#identity = news.identity;
    // What was read since the first look is on its way to the worker.
    if (!this.#opened) this.marks.load(news.read);
    if (news.evicted) this.#evicted = this.#evictions.last();
    this.#opened = true;
  }

  #learnDocs(docs: DocNews[]): void {
    for (const { doc, view, ledger, saved, whole } of docs) {
      // The worker has the document itself, from which its view is made anew.
      if (!this.#shelf.learn(doc, view, ledger, whole)) void this.open(doc).catch(console.error);
      if (this.#writing.saved(doc, saved)) this.#keep();
    }
    this.#noteMarker();
  }

  #forget(doc: string): void {
    this.gone.forget(this.doc(doc)?.view);
    this.#shelf.forget(doc);
    this.#writing.forget(doc);
    this.marks.forget(doc);
  }

  #learnGone(gone: Gone): void {
    this.gone.add(gone);
    if (gone.why === 'erased' && gone.doc.startsWith('member/')) this.marks.erase(gone.doc);
  }

  #learnLedger(doc: string, ledger: Ledger): void {
    this.#shelf.learnLedger(doc, ledger);
    this.#noteMarker();
  }

  #learnLink(status: LinkStatus): void {
    const first = status.caughtUp && !this.#link?.caughtUp;
    this.#link = status;
    if (status.state === 'offline') this.#present.clear();
    // On a phone that has just joined everything is new, so nothing is worth pointing out.
    if (first && this.marks.none) this.markRead(this.documents.map((doc) => doc.view.doc));
  }

  #learnClock(skewMs: number): void {
    this.#skewMs = skewMs;
    clock.relayIsAhead(-skewMs);
  }

  readonly #isMine = ({ edited }: View) => edited?.member === this.#identity?.member;

  #noteMarker(): void {
    const identity = this.#identity;
    if (!identity || this.door.closing || this.documents.length === 0) return;
    this.#evictions.note({
      identity: markOf(identity, this.door.pin),
      docs: this.documents.length,
      unsent: this.unsent.length,
    });
  }

  #visibility(): void {
    if (document.visibilityState === 'hidden') return this.#hidden();
    this.#ifOpen(() => this.sync());
    if (this.#here) this.here(this.#here);
  }

  #hidden(): void {
    // Where the worker died, what it was asked waits until the person is in again.
    if (this.door.locked) this.#writing.leave();
    else void this.commit(null);
  }

  #ifOpen(work: () => Promise<void>): void {
    if (!this.door.locked) void work();
  }

  /** Asks the browser, once, not to clear what the person has just saved. */
  #keep(): void {
    if (this.#kept) return;
    this.#kept = true;
    void navigator.storage.persist().catch(() => false);
  }
}
