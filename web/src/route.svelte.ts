/** Where in the app the person is; the address after `#` says it, so back and reload work offline. */
export type Route =
  | { at: 'home' }
  | { at: 'join'; secret: string }
  | { at: 'roster' }
  | { at: 'member'; id: string; editing: boolean }
  | { at: 'logs'; year: string | null }
  | { at: 'village'; village: string; year: string }
  | { at: 'entry'; village: string; year: string; entry: string; editing: boolean }
  | { at: 'notes' }
  | { at: 'note'; id: string; editing: boolean }
  | { at: 'sync' }
  | { at: 'settings' };

export function routeOf(hash: string): Route {
  const text = decodeURIComponent(hash.replace(/^#\/?/, ''));
  if (text.startsWith('gabung=')) return { at: 'join', secret: text.slice('gabung='.length) };
  const [place, ...rest] = text.split('/');
  const editing = rest[rest.length - 1] === 'ubah';
  const [a, b, c] = editing ? rest.slice(0, -1) : rest;
  if (place === 'anggota') return a ? { at: 'member', id: a, editing } : { at: 'roster' };
  if (place === 'catatan') return a ? { at: 'note', id: a, editing } : { at: 'notes' };
  if (place === 'pendampingan') {
    if (a && b && c) return { at: 'entry', village: a, year: b, entry: c, editing };
    return a && b ? { at: 'village', village: a, year: b } : { at: 'logs', year: a ?? null };
  }
  if (place === 'sinkron') return { at: 'sync' };
  if (place === 'pengaturan') return { at: 'settings' };
  return { at: 'home' };
}

export const href = {
  home: '#/',
  roster: '#/anggota',
  member: (id: string) => `#/anggota/${id}`,
  logs: '#/pendampingan',
  logsOf: (year: string) => `#/pendampingan/${year}`,
  village: (village: string, year: string) => `#/pendampingan/${village}/${year}`,
  entry: (village: string, year: string, entry: string) =>
    `#/pendampingan/${village}/${year}/${entry}`,
  notes: '#/catatan',
  note: (id: string) => `#/catatan/${id}`,
  sync: '#/sinkron',
  settings: '#/pengaturan',
  editing: (page: string) => `${page}/ubah`,
};

/** The page of a document. */
export function hrefOf(doc: string): string {
  const [kind, a, b] = doc.split('/');
  if (kind === 'member' && a) return href.member(a);
  if (kind === 'note' && a) return href.note(a);
  return kind === 'log' && a && b ? href.village(a, b) : href.home;
}

class Router {
  #route = $state.raw<Route>({ at: 'home' });

  get route(): Route {
    return this.#route;
  }

  start(): void {
    this.#route = routeOf(location.hash);
    addEventListener('hashchange', () => {
      this.#route = routeOf(location.hash);
      scrollTo(0, 0);
    });
  }

  go(hash: string): void {
    location.hash = hash;
  }

  /** Goes there without leaving the present page in the history. */
  replace(hash: string): void {
    history.replaceState(null, '', hash);
    this.#route = routeOf(location.hash);
    scrollTo(0, 0);
  }
}

export const router = new Router();
