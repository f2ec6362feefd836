import type { AppendEffect, Client, Draft, Edit, Effect, Hex } from '../between/contract';
import { KEPT, type Disk } from './disk';
import { Lane } from './lane';
import type { Unanswered } from '../between/last-words';
import { heardOf, type Stored } from './heard';
import { numberOf, pageOf } from '../between/tab-name';

/** An edit that the page has given, as it lies on the disk. */
export interface Given {
  doc: string;
  edit: Edit;
  /** Where its field stood; null if it goes on from the edit of that field before it. */
  heads: Hex[] | null;
  /** How the page has named it. */
  ask?: string;
}

/** One that is in no stored change yet. */
export interface Entry {
  name: string;
  given: Given;
  /** The core has it, in a change or before one. */
  taken: boolean;
}

/** What a page that is gone has left. */
export interface Legacy {
  entries: Entry[];
  drafts: Draft[];
}

/** What pages have left outside of the disk, by their tabs. */
export type Words = Record<string, Unanswered[]>;

type JournalDisk = Pick<Disk, 'keep' | 'kept' | 'append'>;

/** Names are read in their order; a page gives fewer edits than this before it is loaded anew. */
const ORDER_DIGITS = 9;
/** An edit is answered before it is stored; fewer answers than this are on their way to a page. */
const ASKS_MAX = 100;

/**
 * What was typed, on the disk before anything else happens to it.
 *
 * An edit is written down when the page gives it and goes away in the very transaction that stores the
 * change it became; so a page that ends in mid-word leaves each keystroke in one of the two places.
 * A draft is what is no edit yet. Each tab writes under its own name; what a tab has left that is gone
 * is taken over by the next.
 */
export class Journal {
  readonly #disk: JournalDisk;
  readonly #failed: (error: unknown) => void;
  readonly tab: string;
  readonly #writing = new Lane();
  #wanted = new Map<string, unknown>();
  readonly #entries = new Map<string, Entry[]>();
  /** Where the fields of the page stand. */
  readonly #bases = new Map<string, Hex[]>();
  readonly #asked = new Set<string>();
  #words: Words = {};
  /** The newest of those that are stored. */
  #storedAsks: string[] = [];
  #next = 0;

  constructor(disk: JournalDisk, tab: string, failed: (error: unknown) => void) {
    this.#disk = disk;
    this.tab = tab;
    this.#failed = failed;
  }

  hear(words: Words): void {
    this.#words = { ...words };
  }

  /** The tabs of other pages of which something lies outside of the disk. */
  get heard(): string[] {
    return Object.keys(this.#words).filter((tab) => pageOf(tab) !== pageOf(this.tab));
  }

  /** The page has given an edit. */
  note(doc: string, edit: Edit, ask?: string): Entry {
    const waiting = this.#of(doc);
    const goesOn = waiting.some(({ given }) => given.edit.path === edit.path);
    const heads = goesOn ? null : (this.#bases.get(fieldOf(doc, edit.path)) ?? null);
    const order = String((this.#next += 1)).padStart(ORDER_DIGITS, '0');
    const entry = {
      name: `${KEPT}${this.tab} edit ${doc} ${order}`,
      given: { doc, edit, heads, ...(ask ? { ask } : {}) },
      taken: false,
    };
    this.#entries.set(doc, [...waiting, entry]);
    this.#write(entry.name, entry.given);
    return entry;
  }

  /** It was taken over, or is stored. */
  wasAsked(ask: string): boolean {
    return this.#asked.has(ask) || this.#storedAsks.includes(ask);
  }

  /** It is no edit: the page has been told. */
  drop(entry: Entry): void {
    const { doc } = entry.given;
    this.#entries.set(
      doc,
      this.#of(doc).filter((one) => one !== entry),
    );
    this.#write(entry.name, null);
  }

  draft(doc: string, path: string, draft: Draft | null): void {
    this.#write(`${KEPT}${this.tab} draft ${doc} ${path}`, draft);
  }

  /** A field shows the document as of these heads, everything of its own included; null: it is left. */
  shows(doc: string, path: string, heads: Hex[] | null): void {
    if (heads) this.#bases.set(fieldOf(doc, path), heads);
    else this.#bases.delete(fieldOf(doc, path));
  }

  forget(doc: string): void {
    this.#entries.delete(doc);
  }

  /** What goes out of the journal with what is stored must have come into it. */
  async append(batch: AppendEffect[]): Promise<void> {
    if (batch.some(({ kept }) => kept)) await this.written();
    await this.#disk.append(batch);
  }

  /** Resolves when everything that was written down so far is on the disk. */
  written(): Promise<void> {
    return this.#writing.idle();
  }

  /**
   * The effects with what they store taken out of the journal. A document of which some is stored is
   * committed whole, so that nothing is half in a change and half in the journal.
   */
  storing(client: Client, effects: Effect[], nowS: number): Effect[] {
    const docs = [...this.#entries.keys()].filter((doc) => lastAppend(effects, doc) !== undefined);
    for (const doc of docs) {
      effects = [...effects, ...client.commit(doc, nowS)];
      const append = lastAppend(effects, doc);
      if (append) append.kept = [...(append.kept ?? []), ...this.#stored(client, doc)];
    }
    return effects;
  }

  #stored(client: Client, doc: string): [string, unknown][] {
    const entries = this.#of(doc);
    const rest = entries.filter(({ taken }) => !taken);
    const paths = new Set(entries.map(({ given }) => given.edit.path));
    for (const path of paths) {
      const heads = client.pinned(doc, path);
      if (heads !== undefined && this.#bases.has(fieldOf(doc, path)))
        this.shows(doc, path, JSON.parse(heads) as Hex[]);
    }
    if (rest.length > 0) this.#entries.set(doc, rest);
    else this.#entries.delete(doc);
    const gone = entries
      .filter(({ taken }) => taken)
      .map(({ name }): [string, null] => [name, null]);
    return [...gone, ...this.#rebased(doc, rest), ...this.#noted(entries)];
  }

  /** So that what a page leaves without an answer is not done twice. */
  #noted(entries: Entry[]): [string, Stored][] {
    const asks = entries.flatMap(({ taken, given }) => (taken && given.ask ? [given.ask] : []));
    if (asks.length === 0) return [];
    this.#storedAsks = [...this.#storedAsks, ...asks].slice(-ASKS_MAX);
    return [[storedBy(this.tab), { asks: this.#storedAsks, bases: [...this.#bases] }]];
  }

  /** What still waits begins where the field now stands. */
  #rebased(doc: string, rest: Entry[]): [string, unknown][] {
    const first = new Map<string, Entry>();
    for (const entry of rest)
      if (!first.has(entry.given.edit.path)) first.set(entry.given.edit.path, entry);
    return [...first].map(([path, entry]) => {
      entry.given = { ...entry.given, heads: this.#bases.get(fieldOf(doc, path)) ?? null };
      return [entry.name, entry.given];
    });
  }

  /** Tabs that have left something on the disk, but for those of this page. */
  async others(): Promise<string[]> {
    return (await this.#tabs()).filter((tab) => pageOf(tab) !== pageOf(this.tab));
  }

  /** The workers of this page before this one that have left something. */
  async before(): Promise<string[]> {
    const own = (await this.#tabs()).filter((tab) => pageOf(tab) === pageOf(this.tab));
    return own.filter((tab) => tab !== this.tab).sort((a, b) => numberOf(a) - numberOf(b));
  }

  async #tabs(): Promise<string[]> {
    const kept = (await this.#disk.kept()).map(([name]) => tabOf(name));
    return [...new Set([...kept, ...Object.keys(this.#words)])];
  }

  /** What a tab that is gone has left; from now on it is this tab's. */
  async takeOver(tab: string): Promise<Legacy> {
    const left = (await this.#disk.kept()).filter(([name]) => tabOf(name) === tab);
    const legacy: Legacy = { entries: [], drafts: [] };
    for (const [name, value] of this.#withWords(tab, left)) {
      if (name.startsWith(`${KEPT}${tab} draft `)) {
        const draft = value as Draft;
        legacy.drafts.push(draft);
        this.draft(draft.doc, draft.path, draft);
        this.#write(name, null);
      } else legacy.entries.push({ name, given: value as Given, taken: false });
    }
    for (const entry of legacy.entries) {
      const { doc, ask } = entry.given;
      if (ask) this.#asked.add(ask);
      this.#entries.set(doc, [...this.#of(doc), entry]);
    }
    return legacy;
  }

  /** What lies on the disk, and what its page has left elsewhere, which from now on is there as well. */
  #withWords(tab: string, kept: [string, unknown][]): [string, unknown][] {
    const stored = kept.find(([name]) => name === storedBy(tab))?.[1] as Stored | undefined;
    const found = kept.filter(([name]) => name !== storedBy(tab));
    const words = this.#words[tab] ?? [];
    delete this.#words[tab];
    const heard = heardOf(tab, new Map(found), stored, words);
    for (const [name, value] of heard) this.#write(name, value);
    // The words of its page may lie there for longer, or be left only now: they are not taken over twice.
    const asks = [
      ...(stored?.asks ?? []),
      ...asksOf([...found.map(([, value]) => value), ...words]),
    ];
    const all = found.length + words.length > 0;
    if (stored || asks.length > 0)
      this.#write(storedBy(tab), all ? { asks, bases: stored?.bases ?? [] } : null);
    if (stored && pageOf(tab) === pageOf(this.tab)) this.#succeed(stored);
    return [...new Map([...found, ...heard])].filter(([, value]) => value !== null);
  }

  /** What a worker of this page before this one has stored is not asked again of this one. */
  #succeed({ asks }: Stored): void {
    this.#storedAsks = asks;
    this.#write(storedBy(this.tab), { asks, bases: [] });
  }

  #of(doc: string): Entry[] {
    return this.#entries.get(doc) ?? [];
  }

  /** What is written while the disk is busy is written together, the newest of each name. */
  #write(name: string, value: unknown): void {
    this.#wanted.set(name, value);
    void this.#writing.run(async () => {
      if (this.#wanted.size === 0) return;
      const pieces = [...this.#wanted];
      this.#wanted = new Map();
      await this.#disk.keep(pieces).catch(this.#failed);
    });
  }
}

function fieldOf(doc: string, path: string): string {
  return `${doc} ${path}`;
}

function asksOf(all: unknown[]): string[] {
  return all.flatMap((one) => (one as { ask?: string }).ask ?? []);
}

function storedBy(tab: string): string {
  return `${KEPT}${tab} stored`;
}

function tabOf(name: string): string {
  return name.slice(KEPT.length).split(' ', 1)[0] ?? '';
}

function lastAppend(effects: Effect[], doc: string): AppendEffect | undefined {
  return effects.findLast(
    (effect): effect is AppendEffect =>
      effect.do === 'append' && effect.docs.some((record) => record.doc === doc),
  );
}
