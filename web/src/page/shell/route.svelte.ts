import { tick } from 'svelte';
import { decoded } from '../../plain/decoded';
import { kindOf, kinds, places, type At, type Kind } from '../../plain/kinds';
import { wide } from './wide.svelte';
import { byKeyboard, focusFirstField, focusHeading, focusLinkTo } from './focus';

/** Where in the app the person is; the address after `#` says it, so back and reload work offline. */
export type Route =
  | { at: 'home' }
  /** `link` is what stands behind `#`, as it is; empty for somebody who has none yet. */
  | { at: 'join'; link: string }
  | At
  | { at: 'sync' }
  | { at: 'held' }
  | { at: 'packet' }
  | { at: 'desk' }
  | { at: 'audit' }
  | { at: 'invite' }
  | { at: 'first'; step: number }
  | { at: 'settings' }
  | { at: 'place'; place: string; names: Readonly<Record<string, string>> }
  | { at: 'unknown' };

/** A link of an invitation, or no more than its code. */
const INVITATION = /^(gabung\b|[0-9a-f]{40}\b)/i;

export function routeOf(hash: string): Route {
  const text = decoded(hash.replace(/^#\/?/, ''));
  if (INVITATION.test(text)) return { at: 'join', link: /^gabung\W*$/i.test(text) ? '' : hash };
  const kind = kinds().find(({ route }) => text === route || text.startsWith(`${route}/`));
  if (kind) return atOf(kind, text.slice(kind.route.length + 1).split('/'));
  const found = places().find(({ route }) => text === route || text.startsWith(`${route}/`));
  if (found) {
    const said = text.slice(found.route.length + 1).split('/');
    const names = Object.fromEntries(found.parts.map((part, at) => [part, said[at] ?? '']));
    return { at: 'place', place: found.name, names };
  }
  const [place, a] = text.split('/');
  if (place === 'sinkron') return { at: 'sync' };
  if (place === 'tertahan') return { at: 'held' };
  if (place === 'paket') return { at: 'packet' };
  if (place === 'langkah') return { at: 'first', step: /^[1-5]$/.test(a ?? '') ? Number(a) : 1 };
  if (place === 'pengurus' && a === 'undang') return { at: 'invite' };
  if (place === 'pengurus') return a === 'tindakan' ? { at: 'audit' } : { at: 'desk' };
  if (place === 'pengaturan') return { at: 'settings' };
  return { at: text === '' ? 'home' : 'unknown' };
}

/** Where a person is in the pages of a kind, from what stands behind its route. */
function atOf({ name: kind, parts, records, list }: Kind, rest: string[]): At {
  const edit = rest.indexOf('ubah');
  const said = edit >= 0 ? rest.slice(0, edit) : rest;
  const end = said.indexOf('');
  const values = end < 0 ? said : said.slice(0, end);
  const editing = edit >= 0;
  const begin = rest[edit + 1] ?? '';
  const at = { at: 'kind' as const, kind, editing, begin: editing ? begin : '' };
  const named = (keys: readonly string[]) =>
    Object.fromEntries(keys.flatMap((key, place) => [[key, values[place] ?? '']]));
  if (list && values.length < Math.max(parts.length, 1))
    return { ...at, page: 'list', names: named(list.parts ?? []), doc: '' };
  const doc = [kind, ...values.slice(0, parts.length)].join('/');
  if (!records || values.length <= parts.length)
    return { ...at, page: 'document', names: named(parts), doc };
  return { ...at, page: 'record', names: named([...parts, records.key]), doc };
}

/**
 * The invitation in an address whose `#` was encoded by whoever passed it on: it stands in the path then,
 * or behind `?`.
 */
export function strayInvitation(path: string, search: string): string | null {
  const found = /[#/?&](gabung\b.*)$/i.exec(decoded(decoded(path + search)));
  return found?.[1] === undefined ? null : `#${found[1]}`;
}

export const href = {
  home: '#/',
  sync: '#/sinkron',
  held: '#/tertahan',
  packet: '#/paket',
  desk: '#/pengurus',
  audit: '#/pengurus/tindakan',
  invite: '#/pengurus/undang',
  /** The steps of a forum that was just made, from one. */
  first: (step: number) => `#/langkah/${step}`,
  settings: '#/pengaturan',
  editing: (page: string) => `${page}/ubah`,
  /** The form of something that nobody has written a word of. */
  beginning: (page: string, begin: string) => `${page}/ubah/${begin}`,
};

/** The page of a document. */
export function hrefOf(doc: string): string {
  const [name = '', ...parts] = doc.split('/');
  const kind = kindOf(name);
  return kind && parts.length >= kind.parts.length
    ? `#/${[kind.route, ...parts].join('/')}`
    : href.home;
}

/** Where in its document the record of a path is that has a page; empty for every other path. */
export function partOf(doc: string, path: string): string {
  const [name, key] = path.split('/', 2);
  const records = kindOf(doc)?.records;
  return records && name === records.name && key && path.startsWith(`${name}/${key}/`)
    ? `${name}/${key}/`
    : '';
}

/** The page on which a path of a document is filled in. */
export function pageOf(doc: string, path: string): string {
  const [, key] = partOf(doc, path).split('/');
  return key ? `${hrefOf(doc)}/${key}` : hrefOf(doc);
}

/** A page that is no document's, with what stands behind its route. */
export function placeAt(name: string, ...names: string[]): string {
  const place = places().find((one) => one.name === name);
  return place ? `#/${[place.route, ...names].join('/')}` : href.home;
}

/** The list of a kind, or the one in which a document is found; of logs, that of a year. */
export function listOf(doc: string, narrowed = ''): string {
  const kind = kindOf(doc);
  if (!kind?.list) return href.home;
  return narrowed ? `#/${kind.route}/${narrowed}` : `#/${kind.route}`;
}

/** How many pages back are remembered; nobody goes back further by hand. */
const TRAIL_MAX = 50;

/** The browser keeps it beside the address, through going back and loading anew. */
function soughtHere(): string {
  const kept = (history.state as { sought?: unknown } | null)?.sought;
  return typeof kept === 'string' ? kept : '';
}

function isSameList(a: Route, b: Route): boolean {
  return a.at === 'kind' && b.at === 'kind' && a.kind === b.kind && !kindOf(a.kind)?.list?.whole;
}

class Router {
  #route = $state.raw<Route>({ at: 'home' });
  #sought = $state('');
  /** The pages on the way here, this one last, each with how far it was scrolled. */
  #trail: { hash: string; scrolled: number }[] = [];

  get route(): Route {
    return this.#route;
  }

  /** What is looked for in the list of this page; it is there again when somebody comes back. */
  get sought(): string {
    return this.#sought;
  }

  set sought(words: string) {
    this.#sought = words;
    history.replaceState({ ...history.state, sought: words }, '');
  }

  start(): void {
    this.#sought = soughtHere();
    const stray = location.hash === '' && strayInvitation(location.pathname, location.search);
    if (stray) history.replaceState(null, '', `/${stray}`);
    this.#trail = [{ hash: location.hash, scrolled: 0 }];
    this.#route = routeOf(location.hash);
    addEventListener('hashchange', () => this.#arrive(location.hash));
  }

  go(hash: string): void {
    location.hash = hash;
  }

  /** Goes up to a page: back in the history if that is where the person came from. */
  up(hash: string): void {
    if (this.#trail.at(-2)?.hash === hash) history.back();
    else this.replace(hash);
  }

  /** Goes there without leaving the present page in the history. */
  replace(hash: string): void {
    history.replaceState(null, '', hash);
    this.#trail.pop();
    this.#arrive(hash);
  }

  /** The page that is open is called otherwise from now on: it stays where it is. */
  rename(hash: string): void {
    history.replaceState(history.state, '', hash);
    const here = this.#trail.at(-1);
    if (here) here.hash = hash;
    this.#route = routeOf(hash);
  }

  #arrive(hash: string): void {
    const here = this.#trail.at(-1);
    if (here) here.scrolled = scrollY;
    const back = this.#trail.at(-2);
    const goesBack = back?.hash === hash;
    if (goesBack) this.#trail.pop();
    else this.#trail.push({ hash, scrolled: 0 });
    if (this.#trail.length > TRAIL_MAX) this.#trail.shift();
    const sought = this.#sought;
    const listed = this.#route;
    this.#route = routeOf(hash);
    this.#sought = soughtHere();
    // The list stands beside the page, and stays as it is.
    if (wide.is && isSameList(listed, this.#route) && sought !== this.#sought) this.sought = sought;
    const keyboard = byKeyboard();
    void tick().then(() => {
      scrollTo(0, goesBack ? back.scrolled : 0);
      this.#lead(here?.hash ?? '', hash, goesBack, keyboard);
    });
  }

  /** Puts the focus where the person goes on: on a new page, in a form, or where they came from. */
  #lead(from: string, to: string, goesBack: boolean, keyboard: boolean): void {
    const edits = 'editing' in this.#route && this.#route.editing;
    // Who has just made it wants to fill it in; who changes what is there may only want to tick something.
    if (edits && (keyboard || href.editing(from) !== to))
      focusFirstField(document.querySelector('main'));
    else if (from.startsWith(href.editing(to))) focusLinkTo(href.editing(to));
    else if (goesBack) focusLinkTo(from);
    else focusHeading();
  }
}

/** For links that lead up: the address is there for a long press, the tap goes back. */
export function upOnClick(hash: string): (event: MouseEvent) => void {
  return (event) => {
    event.preventDefault();
    router.up(hash);
  };
}

export const router = new Router();
