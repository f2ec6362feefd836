/** What of the bundler this needs to know. */
interface Modules {
  getModuleInfo(
    id: string,
  ): { importedIds: readonly string[]; dynamicallyImportedIds: readonly string[] } | null;
}

/** Files with pages that are fetched together, right after the first paint. */
const SOON = /\/soon\.ts$/;

/**
 * Names the chunk of a module: everything that `entry` needs at once is one chunk, and everything that
 * is fetched right after it another. The bundler would put what parts that come later share into chunks
 * of their own, which compress worse and are fetched one by one.
 */
export function firstBundle(entry: string): (id: string, modules: Modules) => string | null {
  let needed: Set<string> | null = null;
  let soon: Set<string> | null = null;
  return (id, modules) => {
    needed ??= reachable([entry], modules);
    soon ??= reachable(later(needed, modules), modules);
    if (needed.has(id)) return 'index';
    return soon.has(id) ? 'soon' : null;
  };
}

function later(needed: Set<string>, modules: Modules): string[] {
  return [...needed]
    .flatMap((id) => modules.getModuleInfo(id)?.dynamicallyImportedIds ?? [])
    .filter((id) => SOON.test(id));
}

function reachable(entries: string[], modules: Modules): Set<string> {
  const found = new Set<string>();
  const waiting = [...entries];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(modules.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}
