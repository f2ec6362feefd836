import type {
  Caught,
  Client,
  Draft,
  Edit,
  Effect,
  Fields,
  Hex,
  News,
  Patch,
  View,
  Written,
} from '../between/contract';
import type { Entry, Journal, Legacy, Words } from './journal';
import type { Lane } from './lane';
import { nowS } from './now';

/** What the edits need of the phone they are made on. */
export interface EditsNeeds {
  core(): Promise<Client>;
  /** The core, if it is there already. */
  client(): Client | null;
  load(client: Client, doc: string): Promise<void>;
  do(effects: Effect[]): void;
  show(doc: string): void;
  /** The store has failed, and what is to be stored waits. */
  halted(): boolean;
  /** A document holds something that is not committed, or does not any more. */
  holds(doc: string, state: 'dirty' | 'clean'): void;
  /** Something of a document is on its way to the disk. */
  storing(doc: string): boolean;
  /** Something was committed. */
  committed(): void;
  post(news: News): void;
}

/** From what the page gives to a change: written down at once, in the core, committed after a pause. */
export class Edits {
  readonly #lane: Lane;
  readonly #journal: Journal;
  readonly #needs: EditsNeeds;
  /** Edited, and waiting for the pause after which they become a change. */
  readonly #typing = new Map<string, ReturnType<typeof setTimeout>>();
  /** What a tab has left is taken over when it is gone. */
  #awaitEnd: ((tab: string) => void) | null = null;
  readonly #awaited = new Set<string>();
  /** The turn of each field in which something was refused. */
  readonly #refused = new Map<string, number>();

  constructor(lane: Lane, journal: Journal, needs: EditsNeeds) {
    this.#lane = lane;
    this.#journal = journal;
    this.#needs = needs;
  }

  /** Something of the document is not committed. */
  pending(doc: string): boolean {
    return this.#typing.has(doc);
  }

  async edit(doc: string, edit: Edit, turn: number, ask: string): Promise<void> {
    // The worker before this one has written it down; it is taken over with all that it has left.
    if (this.#journal.wasAsked(ask)) return;
    const entry = this.#journal.note(doc, edit, ask);
    await this.#lane.run(async () => {
      try {
        await this.#take(entry, turn);
      } catch (refusal) {
        this.#journal.drop(entry);
        // The screen shows again what the document says.
        this.#needs.show(doc);
        throw refusal;
      }
      // A text field is ahead of the core anyway; its view follows with the commit.
      if (edit.op !== 'splice') this.#needs.show(doc);
    });
    // What was answered is not asked again of another worker, if this one dies.
    await this.#journal.written();
  }

  async #take(entry: Entry, turn: number): Promise<void> {
    const { doc, edit } = entry.given;
    const field = `${doc} ${edit.path}`;
    if (this.#refused.get(field) === turn) throw { code: 'stale' };
    try {
      if (this.#needs.halted()) throw { code: 'store_broken' };
      const client = await this.#needs.core();
      await this.#needs.load(client, doc);
      this.#into(client, entry);
    } catch (refusal) {
      if (edit.op === 'splice') this.#refused.set(field, turn);
      throw refusal;
    }
  }

  #into(client: Client, entry: Entry): void {
    const { doc, edit } = entry.given;
    const effects = client.edit(doc, JSON.stringify(edit), nowS());
    entry.taken = true;
    this.#needs.do(effects);
    this.#needs.holds(doc, 'dirty');
    clearTimeout(this.#typing.get(doc));
    const commit = () => void this.commit(doc);
    this.#typing.set(doc, setTimeout(commit, client.commitPauseMs(doc)));
  }

  /** Makes a change of what was typed in one document, or in all. */
  commit(doc: string | null): Promise<void> {
    return this.#lane.run(() => {
      const client = this.#needs.client();
      if (!client) return;
      for (const name of doc === null ? [...this.#typing.keys()] : [doc])
        this.#commit(client, name);
      this.#needs.committed();
    });
  }

  #commit(client: Client, doc: string): void {
    clearTimeout(this.#typing.get(doc));
    this.#typing.delete(doc);
    if (!client.isOpen(doc)) return;
    this.#needs.do(client.commit(doc, nowS()));
    this.#needs.holds(doc, 'clean');
    this.#needs.show(doc);
  }

  shown(doc: string, path: string, heads: Hex[]): Promise<void> {
    this.#journal.shows(doc, path, heads);
    return this.#lane.run(async () => {
      const client = await this.#needs.core();
      await this.#needs.load(client, doc);
      this.#needs.do(client.shown(doc, path, JSON.stringify(heads)));
    });
  }

  left(doc: string, path: string): Promise<void> {
    this.#journal.shows(doc, path, null);
    return this.#lane.run(() => {
      const client = this.#needs.client();
      if (client?.isOpen(doc)) this.#needs.do(client.left(doc, path));
    });
  }

  keep(doc: string, path: string, draft: Draft | null): void {
    this.#journal.draft(doc, path, draft);
  }

  caught(doc: string, path: string): Promise<Caught | null> {
    return this.#lane.run(() => {
      const client = this.#needs.client();
      // What is typed is not in the history yet, so that the field is ahead of where it stands.
      if (!client?.isOpen(doc) || this.pending(doc)) return null;
      // No field stands on what a kill could still take: its next letter would find its place no more.
      if (this.#needs.storing(doc)) return null;
      const heads = client.heads(doc);
      if (heads === undefined) return null;
      const from = client.pinned(doc, path);
      const patches = from === undefined ? undefined : client.patches(doc, path, from);
      const now = JSON.parse(heads) as Hex[];
      if (patches !== undefined) return { patches: JSON.parse(patches) as Patch[], heads: now };
      const view = client.view(doc);
      return view === undefined ? null : { text: textIn(view, path), heads: now };
    });
  }

  /**
   * Takes over what a worker of this page has left that died, before anything that the page gives now: that
   * builds on it. Its fields stay where they were, and its drafts are on the screen.
   */
  async succeed(): Promise<void> {
    for (const tab of await this.#journal.before()) {
      const { entries } = await this.#journal.takeOver(tab);
      void this.#inheritFrom({ entries, drafts: [] }, 'own').catch(console.error);
    }
  }

  /** Takes over what tabs have left that are gone; one that still lives is waited for. */
  async inheritAll(whenGone: (tab: string, heir: () => Promise<void>) => void): Promise<void> {
    const heirOf = (tab: string) => async () => {
      this.#awaited.delete(tab);
      const legacy = await this.#journal.takeOver(tab);
      await this.#journal.written();
      this.#needs.post({ news: 'heard', tab });
      await this.#inheritFrom(legacy);
    };
    this.#awaitEnd = (tab) => {
      if (this.#awaited.has(tab)) return;
      this.#awaited.add(tab);
      whenGone(tab, heirOf(tab));
    };
    (await this.#journal.others()).forEach(this.#awaitEnd);
  }

  /** What pages have left outside of the disk by now; it is taken over with what their workers have left. */
  hear(words: Words): void {
    this.#journal.hear(words);
    for (const tab of this.#journal.heard) this.#awaitEnd?.(tab);
  }

  /** Makes edits of what a page has left that is gone; what cannot be one any more is a draft. */
  async #inheritFrom({ entries, drafts }: Legacy, whose?: 'own'): Promise<void> {
    const docs = [...new Set(entries.map(({ given }) => given.doc))];
    const inherited = docs.map((doc) => {
      const ofDoc = entries.filter(({ given }) => given.doc === doc);
      return this.#lane.run(() => this.#inherit(doc, ofDoc, whose));
    });
    const lost = (await Promise.all(inherited)).flat();
    for (const draft of lost) this.#journal.draft(draft.doc, draft.path, draft);
    const all = [...drafts, ...lost];
    if (all.length > 0) this.#needs.post({ news: 'drafts', drafts: all });
  }

  /** What does not fit into a document that was founded anew is a draft, to be put in by hand. */
  async putIn(doc: string, left: Written[]): Promise<void> {
    const words = left.filter(({ is }) => typeof is === 'string' || typeof is === 'number');
    const drafts = words.map(({ path, is }): Draft => {
      return { doc, path, typed: null, heads: [], lost: String(is) };
    });
    for (const draft of drafts) this.#journal.draft(doc, draft.path, draft);
    if (drafts.length > 0) this.#needs.post({ news: 'drafts', drafts });
    // Only what is on the disk may leave the ledger.
    await this.#journal.written();
    await this.#lane.run(async () => {
      const client = await this.#needs.core();
      this.#needs.do(client.keepsLeft(doc));
    });
  }

  async #inherit(doc: string, entries: Entry[], whose?: 'own'): Promise<Draft[]> {
    const client = await this.#needs.core();
    await this.#needs.load(client, doc);
    this.#commit(client, doc);
    const paths = new Set(entries.map(({ given }) => given.edit.path));
    const here = [...paths].map((path) => ({ path, heads: client.pinned(doc, path) }));
    if (whose) this.#standWhere(entries);
    const astray = new Set<string>();
    const lost = entries.flatMap((entry) => this.#inheritOne(client, entry, astray) ?? []);
    this.#commit(client, doc);
    // A field of this page that shows the same place stays where it was.
    for (const { path, heads } of whose ? [] : here)
      this.#needs.do(heads ? client.shown(doc, path, heads) : client.left(doc, path));
    return together(lost);
  }

  /** The fields of this page still show what they showed. */
  #standWhere(entries: Entry[]): void {
    for (const { given } of entries)
      if (given.heads) this.#journal.shows(given.doc, given.edit.path, given.heads);
  }

  /** Null if it is an edit now. Of fields in `astray` nobody knows where what follows stands. */
  #inheritOne(client: Client, entry: Entry, astray: Set<string>): Draft | null {
    const { doc, edit, heads } = entry.given;
    const { path } = edit;
    try {
      // The text in which it has its place is not here: anywhere else it would stand in another's word.
      if (edit.op === 'splice' && heads?.length) {
        const known = client.patches(doc, path, JSON.stringify(heads)) !== undefined;
        if (known) astray.delete(path);
        else astray.add(path);
      }
      if (astray.has(path)) throw { code: 'unknown_heads' };
      if (heads) this.#needs.do(client.shown(doc, path, JSON.stringify(heads)));
      this.#into(client, entry);
      return null;
    } catch {
      this.#journal.drop(entry);
      const lost = wordsOf(edit);
      return lost === '' ? null : { doc, path, typed: null, heads: [], lost };
    }
  }
}

/** One draft of what is left of a field, in the order in which it was typed. */
function together(lost: Draft[]): Draft[] {
  const fields = new Map<string, Draft>();
  for (const draft of lost) {
    const before = fields.get(draft.path)?.lost ?? '';
    fields.set(draft.path, { ...draft, lost: before + (draft.lost ?? '') });
  }
  return [...fields.values()];
}

function textIn(view: string, path: string): string {
  const { fields } = JSON.parse(view) as View;
  const value = path
    .split('/')
    .reduce<unknown>((value, key) => (value as Fields | undefined)?.[key], fields);
  return typeof value === 'string' ? value : '';
}

function wordsOf(edit: Edit): string {
  if (edit.op === 'splice') return edit.insert;
  return edit.op === 'set' && typeof edit.value === 'string' ? edit.value : '';
}
