import type { Asking } from './asking';
import type { Keeping, News, PersonHere } from '../../between/contract';
import type { JoinAs } from '../../between/gate-calls';
import type { LastWords, Leaving, WordKey } from '../../between/last-words';
import { forum } from '../language/forum.svelte';
import { within } from '../shell/paint';

/** What was typed gets so long to reach the disk before the screen is locked all the same. */
const COMMIT_MS_MAX = 5_000;

/** Until the part that locks by itself is fetched again. */
const WATCH_AGAIN_MS = 30_000;

/** What one tab tells the others: the phone is locked for all of them. */
type DoorNews = 'lock';

export interface DoorNeeds {
  asking: Asking;
  /** Commits what was typed; resolves when it is on the disk. */
  commit(): Promise<void>;
  /** The store takes nothing: to load the page anew would lose what was typed. */
  stuck(): boolean;
  /** What the person who is in is called on their card. */
  name(): string;
  /** Nothing of the person may be left outside their store. */
  forgetMark(): void;
  lastWords: LastWords;
}

/** Who holds the phone, as the screen sees it. */
export class Door {
  readonly #needs: DoorNeeds;
  readonly #channel = new BroadcastChannel('paguyuban-door');
  #people = $state.raw<PersonHere[]>([]);
  #locked = $state(false);
  #closing = $state(false);
  #keeping = $state.raw<Keeping>({ slot: '', pin: false, keyless: false });
  #wordKey: WordKey | null = null;
  #behindPin: typeof import('./behind-pin') | null = null;
  /** The page ends, and nothing of the person who was in may be left outside their store. */
  #ended = false;

  constructor(needs: DoorNeeds) {
    this.#needs = needs;
    this.#channel.onmessage = ({ data }: MessageEvent<DoorNews>) => {
      if (data !== 'lock' || this.#locked) return;
      this.#ended = !this.#keeping.pin;
      void this.#close();
    };
  }

  /** Nobody is in; only the people of this phone may be shown. */
  get locked(): boolean {
    return this.#locked;
  }
  /** The page is about to be loaded anew; nothing of anybody is shown any more. */
  get closing(): boolean {
    return this.#closing;
  }
  get people(): PersonHere[] {
    return this.#people;
  }
  /** Whose of the people and forums of this phone is open. */
  get slot(): string {
    return this.#keeping.slot;
  }
  /** How the person who is in, or was until the worker died, leaves words behind; null if they cannot. */
  get leaving(): Leaving | null {
    const { slot, pin } = this.#keeping;
    if (this.#ended) return null;
    if (!pin) return { slot, seal: null };
    const [key, part] = [this.#wordKey, this.#behindPin];
    return key && part && { slot, seal: (under, words) => part.sealAtOnce(key, under, words) };
  }
  get pin(): boolean {
    return this.#keeping.pin;
  }
  /** This phone's key is gone: it reads and cannot write. */
  get keyless(): boolean {
    return this.#keeping.keyless;
  }

  /** Shows who uses this phone, until one of them has opened it. */
  shut(people: PersonHere[]): void {
    this.#people = people;
    this.#locked = true;
  }

  hear(news: News): void {
    if (news.news === 'locked') this.shut(news.people);
    else if (news.news === 'opened') this.#opened();
    else if (news.news === 'wordKey') this.#wordKey = news.key;
    else if (news.news === 'keeping') this.#kept(news.keeping);
  }

  #opened(): void {
    // While this person is shown here, no other tab goes on showing another.
    if (this.#locked) this.#channel.postMessage('lock' satisfies DoorNews);
    this.#locked = false;
  }

  #kept(keeping: Keeping): void {
    this.#keeping = keeping;
    if (keeping.pin) void this.#watch();
  }

  /** A phone with a PIN locks by itself, and seals what it leaves. */
  async #watch(): Promise<void> {
    if (this.#behindPin) return;
    try {
      this.#behindPin = await import('./behind-pin');
      this.#behindPin.startAutoLock(() => void this.lock());
    } catch (error) {
      // Not kept on this phone yet, and no network.
      console.error(error);
      setTimeout(() => void this.#watch(), WATCH_AGAIN_MS);
    }
  }

  /** Asks again how long each of them has to wait. */
  async look(): Promise<void> {
    this.#people = await this.#needs.asking.call('people', Date.now());
  }

  async unlock(slot: string, pin: string): Promise<void> {
    try {
      await this.#needs.asking.call('unlock', slot, pin, Date.now());
    } finally {
      if (this.#locked) await this.look();
    }
  }

  /** Locks the phone in all tabs; what was typed is committed first. */
  async lock(): Promise<void> {
    if (this.#locked || this.#closing) return;
    this.#channel.postMessage('lock' satisfies DoorNews);
    await this.#close();
  }

  /** Opens another forum or person of this phone; what was typed is committed first. */
  async turnTo(slot: string): Promise<void> {
    await this.#tellName();
    await this.#needs.asking.call('turnTo', slot);
    history.replaceState(null, '', '#/');
    await this.lock();
  }

  async setPin(pin: string, present: string | null): Promise<void> {
    await this.#tellName();
    await this.#needs.asking.call('setPin', pin, present, Date.now());
    if (present !== null) return;
    // From now on the mark outside the store holds no token.
    this.#keeping = { ...this.#keeping, pin: true };
    this.#forgetOutside(true);
    await this.lock();
  }

  /** Joins by an invitation while somebody has joined here already. */
  async joinApart(secret: string, deviceName: string, as: JoinAs): Promise<void> {
    await this.#tellName();
    await this.#needs.asking.call('joinApart', secret, deviceName, as);
    // Whoever had no PIN has one now.
    await this.#anew(as.as !== 'another');
  }

  /** Removes the person who is in from this phone; refused while anything is unsent. */
  async leave(): Promise<void> {
    await this.#needs.asking.call('leave');
    await this.#anew(true);
  }

  /** `open`: what others of this phone have left may lie open. */
  #forgetOutside(open: boolean): void {
    this.#needs.forgetMark();
    this.#needs.lastWords.forget(this.slot, open);
  }

  async #anew(open: boolean): Promise<void> {
    this.#closing = this.#ended = true;
    this.#forgetOutside(open);
    this.#channel.postMessage('lock' satisfies DoorNews);
    history.replaceState(null, '', '#/');
    location.reload();
    await new Promise<never>(() => undefined);
  }

  async #close(): Promise<void> {
    if (this.#needs.stuck()) return;
    // A field hands over what was typed when it is left.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    this.#closing = true;
    await within(
      COMMIT_MS_MAX,
      this.#needs.commit().catch(() => undefined),
    );
    if (this.#needs.stuck()) {
      this.#closing = false;
      return;
    }
    await within(COMMIT_MS_MAX, this.#tellName());
    location.reload();
  }

  async #tellName(): Promise<void> {
    const name = this.#needs.name();
    await this.#needs.asking.call('called', name, forum.name).catch(() => undefined);
  }
}
