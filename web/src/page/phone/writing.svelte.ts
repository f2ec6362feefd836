import { SvelteMap } from 'svelte/reactivity';
import type { Asking } from './asking';
import type { Caught, Draft, Edit, Hex } from '../../between/contract';
import {
  isLeft,
  LastWords,
  type Leaving,
  type Left,
  type Unanswered,
} from '../../between/last-words';
import { Drafts, isOfForm } from '../typing/drafts.svelte';
import { smallStore } from '../shell/small-store';
import { specAt } from '../../plain/specs';
import { tabNamed } from '../../between/tab-name';
import { ulid } from '../../plain/ulid';

/** Names this page among all that have written to the journal. */
const PAGE = ulid().slice(-8);

/** The page's half of the way from a finger to the core; the worker's is `edits.ts`. */
export class Writing {
  readonly #asking: Asking;
  readonly lastWords = new LastWords(smallStore);
  readonly #leaving: () => Leaving | null;
  #asks = 0;
  #workers = 0;
  /** Documents with keystrokes that are not on the disk yet. */
  readonly #unsaved = new SvelteMap<string, true>();
  /** Edits on their way to the worker, per document. */
  readonly #asked = new SvelteMap<string, number>();
  /** What the worker has not answered, in the order in which it was asked. */
  readonly #unanswered = new Map<string, Unanswered>();
  /** Where each field stood when it was shown last, and whether it has gone on since. */
  readonly #stands = new Map<string, { heads: Hex[]; behind: boolean }>();
  readonly drafts = new Drafts({
    // A disk that takes nothing is told of elsewhere; the draft stays on the screen.
    keep: (doc, path, draft) =>
      void this.#until(`draft ${doc} ${path}`, { ask: this.#nextAsk(), doc, path, draft }, () =>
        this.#asking.call('keep', doc, path, draft),
      ).catch(() => undefined),
    apply: (draft) => void this.#apply(draft).catch(() => undefined),
  });

  constructor(asking: Asking, leaving: () => Leaving | null) {
    this.#asking = asking;
    this.#leaving = leaving;
    // Only other pages' words are told of here.
    addEventListener('storage', ({ key }) => {
      if (isLeft(key)) void asking.call('hear', this.lastWords.all()).catch(() => undefined);
    });
  }

  /** Names the next worker of this page, for which there is what other pages have left. */
  next(): [tab: string, left: Left] {
    this.#workers += 1;
    return [this.#tab, this.lastWords.all()];
  }

  #nextAsk(): string {
    return `${PAGE} ${(this.#asks += 1)}`;
  }

  get #tab(): string {
    return tabNamed(PAGE, this.#workers);
  }

  /** Leaves what the worker may never come to read where the next page finds it. */
  leave(): void {
    const how = this.#leaving();
    if (how) this.lastWords.leave(how, this.#tab, [...this.#unanswered.values()]);
  }

  /** What a page has left is on the disk. */
  heard(slot: string, tab: string): void {
    this.lastWords.drop(slot, tab);
  }

  async #until<T>(name: string, one: Unanswered, work: () => Promise<T>): Promise<T> {
    this.#unanswered.delete(name);
    this.#unanswered.set(name, one);
    try {
      return await work();
    } finally {
      if (this.#unanswered.get(name) === one) this.#unanswered.delete(name);
      if (this.lastWords.any) this.leave();
    }
  }

  edit(doc: string, edit: Edit, turn = 0): Promise<void> {
    this.#asked.set(doc, (this.#asked.get(doc) ?? 0) + 1);
    const ask = this.#nextAsk();
    const { heads = null, behind = true } = this.#stands.get(`${doc} ${edit.path}`) ?? {};
    if (heads) this.#stands.set(`${doc} ${edit.path}`, { heads, behind: true });
    const one = { ask, doc, edit, heads, behind };
    return this.#until(ask, one, () => this.#asking.call('edit', doc, edit, turn, ask))
      .then(() => {
        // Until the worker says that it is on the disk.
        this.#unsaved.set(doc, true);
      })
      .finally(() => this.#asked.set(doc, (this.#asked.get(doc) ?? 1) - 1));
  }

  /** Of all documents when nobody knows whether there is a later: what is typed in the fields on the screen goes first. */
  commit(doc: string | null): Promise<void> {
    if (doc === null) {
      this.drafts.settle();
      this.leave();
    }
    return this.#asking.call('commit', doc);
  }

  shown(doc: string, path: string, heads: Hex[]): void {
    this.#stands.set(`${doc} ${path}`, { heads, behind: false });
    void this.#asking.call('shown', doc, path, heads).catch(() => undefined);
  }

  left(doc: string, path: string): void {
    this.#stands.delete(`${doc} ${path}`);
    void this.#asking.call('left', doc, path).catch(() => undefined);
  }

  caught(doc: string, path: string): Promise<Caught | null> {
    return this.#asking.call('caught', doc, path);
  }

  get anyUnsaved(): boolean {
    return this.#unsaved.size > 0;
  }

  /** Something of it is on its way to the disk. */
  isUnsaved(doc: string): boolean {
    return this.#unsaved.has(doc);
  }

  isPending(doc: string): boolean {
    return this.isUnsaved(doc) || (this.#asked.get(doc) ?? 0) > 0;
  }

  /** The worker says whether all of a document is on the disk; true if it was not and is now. */
  saved(doc: string, saved: boolean): boolean {
    if (saved) return this.#unsaved.delete(doc);
    this.#unsaved.set(doc, true);
    return false;
  }

  forget(doc: string): void {
    this.#unsaved.delete(doc);
    this.drafts.forget(doc);
  }

  /** A draft of a page that is gone, whose field is not on the screen. */
  async #apply(draft: Draft): Promise<void> {
    const { doc, path, typed, heads, typedAt } = draft;
    // Its document was nowhere yet: what that begins with, only its form knows.
    const fresh = heads.length === 0 && typedAt !== undefined;
    if (isOfForm(draft) || fresh) return;
    const spec = specAt(doc.split('/', 1)[0] ?? '', path);
    const { fetchPhones, read } = await import('../typing/reading');
    if (spec.is === 'phone') await fetchPhones();
    const reading = read(spec, typed ?? '');
    if (!reading.ok) return;
    if (heads.length > 0) this.shown(doc, path, heads);
    try {
      await this.edit(doc, { op: 'set', path, value: reading.value });
      this.drafts.drop(doc, path);
    } finally {
      this.left(doc, path);
      void this.commit(doc).catch(() => undefined);
    }
  }
}
