import { getContext, setContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { Hex, View } from '../../between/contract';
import type { Past } from '../../between/history';
import {
  changesSince,
  linesAdded,
  placesIn,
  runsOf,
  type FreshPlace,
  type Looked,
} from '../../plain/fresh';
import type { Device } from './device.svelte';

/** Pages of a document's history that are read to find what is new; nobody reads more than that line by line. */
const PAGES_MAX = 12;
/** Stretches of one's own writing in one text that are told from what others wrote there. */
const RUNS_MAX = 12;
/** After others' changes the screen is quiet for so long before it is asked again. */
const QUIET_MS = 1_500;
/** So long something has to be on the screen to be read. */
const READ_MS = 1_000;

/** What is new in a document. */
export interface FreshDoc {
  /** This person never opened it: not one place is new, all of it is. */
  whole: boolean;
  places: Map<string, FreshPlace>;
  /** Per text that is new, what it was, and the lines that this person wrote in it since. */
  texts: Map<string, { before: string; mine: string[] }>;
}

/** What others wrote in the documents on a page since this person last looked, until it is read. */
export class Fresh {
  readonly #device: Device;
  readonly #docs = new SvelteMap<string, FreshDoc>();
  /** What it was asked for, so that the same is not asked again. */
  readonly #asked = new Map<string, string>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Places of the document on the page that stood on it, and those that stood there long enough. */
  readonly #shown = new Set<string>();
  readonly #read = new Set<string>();

  constructor(device: Device) {
    this.#device = device;
  }

  of(doc: string): FreshDoc | undefined {
    return this.#docs.get(doc);
  }

  at(doc: string, path: string): FreshPlace | undefined {
    return this.#docs.get(doc)?.places.get(path);
  }

  /** Whether anything is new in a place or below it. */
  isBelow(doc: string, path: string): boolean {
    return this.below(doc, path).length > 0;
  }

  below(doc: string, path: string): FreshPlace[] {
    const places = [...(this.#docs.get(doc)?.places.values() ?? [])];
    return places.filter((one) => path === '' || one.path === path || isIn(one.path, path));
  }

  /** The page shows these: what is new in them is found when the worker has time. */
  look(views: View[]): void {
    const known = views.filter(({ heads }) => heads.length > 0);
    this.#device.see(known.map(({ doc }) => doc));
    for (const view of known) this.#ask(view);
  }

  #ask({ doc, heads }: View): void {
    const looked = this.#device.marks.looked(doc);
    const asks = looked ? `${heads.join(' ')} ${looked.since.join(' ')}` : '';
    if (this.#asked.get(doc) === asks) return;
    const again = this.#asked.has(doc);
    this.#asked.set(doc, asks);
    clearTimeout(this.#timers.get(doc));
    if (!looked) return void this.#docs.delete(doc);
    if (looked.since.length === 0) return void this.#docs.set(doc, EMPTY_WHOLE);
    // What is being typed is not committed by looking.
    if (!this.#device.settled(doc)) return void this.#asked.delete(doc);
    this.#timers.set(
      doc,
      setTimeout(
        () => {
          if (this.#device.settled(doc)) void this.#find(doc, heads, looked, asks);
          else this.#asked.delete(doc);
        },
        again ? QUIET_MS : 0,
      ),
    );
  }

  async #find(doc: string, heads: Hex[], looked: Looked, asks: string): Promise<void> {
    try {
      const changes = await this.#changes(doc, heads, looked.since);
      const places = changes ? placesIn(changes, this.#isMe, looked.read) : [];
      const texts = new Map<string, { before: string; mine: string[] }>();
      for (const { path } of places) {
        if (!changes?.some((one) => wrote(one, path))) continue;
        texts.set(path, await this.#text(doc, path, looked.since, changes));
      }
      if (this.#asked.get(doc) !== asks) return;
      this.#docs.set(doc, {
        whole: changes === null,
        places: new Map(places.map((place) => [place.path, place])),
        texts,
      });
      // Only this person wrote.
      if (changes && places.length === 0) this.#device.marks.readTo(doc, null);
    } catch (failure) {
      // It is shown without, and asked for when it is opened next.
      console.error(failure);
    }
  }

  /** Null if the document was founded anew since, and cannot be compared. */
  async #changes(doc: string, heads: Hex[], since: Hex[]): Promise<Past[] | null> {
    let past: Past[] = [];
    for (let page = 1; ; page += 1) {
      const more = await this.#device.ask('past', doc, null, past.at(-1)?.change ?? null);
      past = [...past, ...more.past];
      const isAll = past.length >= more.total || more.past.length === 0;
      const found = changesSince(past, since, heads, isAll || page >= PAGES_MAX);
      if (found.more) continue;
      const isOther = isAll && !past.some(({ change }) => since.includes(change));
      return isOther ? null : found.changes;
    }
  }

  async #text(doc: string, path: string, since: Hex[], changes: Past[]) {
    const at = async (heads: Hex[]) =>
      String((await this.#device.ask('stood', doc, path, heads)) ?? '');
    const mine: string[] = [];
    for (const { found, left } of runsOf(changes, path, this.#isMe).slice(0, RUNS_MAX))
      mine.push(...linesAdded(await at(found), await at([left])));
    return { before: await at(since), mine };
  }

  readonly #isMe = (member: string): boolean =>
    this.#device.who.isSame(member, this.#device.identity?.member ?? '');

  /** What is shown of a place is read after a moment on the screen. */
  readonly watch = (path: string) => (node: HTMLElement) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    this.#shown.add(path);
    const seen = new IntersectionObserver((entries) => {
      clearTimeout(timer);
      if (entries.at(-1)?.isIntersecting !== true) return;
      timer = setTimeout(() => {
        this.#read.add(path);
        node.dataset['read'] = '';
      }, READ_MS);
    });
    seen.observe(node);
    return () => {
      clearTimeout(timer);
      seen.disconnect();
    };
  };

  /** The person goes on: what was on the screen is new no more, nor what a page like this does not show. */
  leave(doc: string, prefix: string): void {
    const [looked, fresh] = [this.#device.marks.looked(doc), this.#docs.get(doc)];
    const [shown, read] = [new Set(this.#shown), new Set(this.#read)];
    this.#shown.clear();
    this.#read.clear();
    if (!looked || !fresh) return;
    const isHere = (path: string) =>
      path.startsWith(prefix) || `${path}/` === prefix || !path.includes('/');
    const isRead = (path: string) => isHere(path) && (read.has(path) || !shown.has(path));
    this.#keep(doc, looked, fresh, isRead);
  }

  /** The person says that all of it is read. */
  readAll(doc: string, prefix: string): void {
    const [looked, fresh] = [this.#device.marks.looked(doc), this.#docs.get(doc)];
    if (looked && fresh)
      this.#keep(doc, looked, fresh, (path) => path.startsWith(prefix) || `${path}/` === prefix);
  }

  #keep(doc: string, looked: Looked, fresh: FreshDoc, isRead: (path: string) => boolean): void {
    const places = [...fresh.places.values()];
    const left = places.filter(({ path }) => !isRead(path));
    const read = { ...looked.read };
    for (const { path, change } of places) if (isRead(path)) read[path] = change;
    this.#device.marks.readTo(doc, left.length > 0 ? { ...looked, read } : null);
    this.#asked.delete(doc);
    if (left.length === 0) this.#docs.delete(doc);
    else this.#docs.set(doc, { ...fresh, places: new Map(left.map((one) => [one.path, one])) });
  }
}

const EMPTY_WHOLE: FreshDoc = { whole: true, places: new Map(), texts: new Map() };

function isIn(path: string, record: string): boolean {
  return path.startsWith(record.endsWith('/') ? record : `${record}/`);
}

function wrote({ deeds }: Past, path: string): boolean {
  return deeds.some((deed) => deed.did === 'write' && deed.path === path);
}

const KEY = Symbol('fresh');

/** For a page: what stands on it says by itself what of it is new. */
export function provideFresh(device: Device): Fresh {
  return setContext(KEY, new Fresh(device));
}

/** None on a page that does not ask. */
export function theFresh(): Fresh | undefined {
  return getContext<Fresh | undefined>(KEY);
}
