/** What of the bundler this needs to know. */
interface Modules {
  getModuleInfo(
    id: string,
  ): { importedIds: readonly string[]; dynamicallyImportedIds: readonly string[] } | null;
}

/** Files with pages that are fetched together, right after the first paint. */
const SOON = /\/soon\.ts$/;
/** Files with what is fetched when somebody first wants it; a folder has one. */
const WANTED = /\/([^/]+)\/wanted\.ts$/;

/**
 * Names the chunk of a module: everything that `entry` needs at once is one chunk, and everything that
 * is fetched right after it another. The bundler would put what parts that come later share into chunks
 * of their own, which compress worse and are fetched one by one. What only wanted parts need is named after
 * their folders, so that the service worker leaves it out until somebody wants it.
 */
export function firstBundle(entry: string): (id: string, modules: Modules) => string | null {
  let names: Map<string, string> | null = null;
  return (id, modules) => {
    names ??= chunkNames(entry, modules);
    return names.get(id) ?? null;
  };
}

/** Names the file of a worker: one that stands in a `wanted.ts` as well is named after its folder. */
export function workerFile({
  facadeModuleId,
}: {
  facadeModuleId?: string | null | undefined;
}): string {
  const folder = WANTED.exec(facadeModuleId ?? '')?.[1];
  return folder === undefined ? 'assets/[name]-[hash].js' : `assets/wanted-${folder}-[hash].js`;
}

function chunkNames(entry: string, modules: Modules): Map<string, string> {
  const atOnce = (id: string) => modules.getModuleInfo(id)?.importedIds ?? [];
  const later = (id: string) => modules.getModuleInfo(id)?.dynamicallyImportedIds ?? [];
  const all = (id: string) => [...atOnce(id), ...later(id)];
  const unwanted = (id: string) => [...atOnce(id), ...later(id).filter((to) => !WANTED.test(to))];

  const names = new Map<string, string>();
  const others = reachable([entry], unwanted);
  for (const wanted of [...reachable([entry], all)].sort()) {
    const folder = WANTED.exec(wanted)?.[1];
    if (folder === undefined || others.has(wanted)) continue;
    for (const id of reachable([wanted], unwanted))
      if (!others.has(id)) names.set(id, `${names.get(id) ?? 'wanted'}-${folder}`);
  }
  const needed = reachable([entry], atOnce);
  const soon = [...needed].flatMap(later).filter((id) => SOON.test(id));
  for (const id of reachable(soon, atOnce)) names.set(id, 'soon');
  for (const id of needed) names.set(id, 'index');
  return names;
}

function reachable(entries: string[], next: (id: string) => readonly string[]): Set<string> {
  const found = new Set<string>();
  const waiting = [...entries];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...next(id));
  }
  return found;
}
