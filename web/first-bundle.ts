/** What of the bundler this needs to know. */
interface Modules {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

/**
 * Names the chunk of a module: everything that `entry` needs at once is one chunk. The bundler would
 * put what pages that come later share with it into a chunk of its own, which compresses worse and is
 * fetched one by one.
 */
export function firstBundle(entry: string): (id: string, modules: Modules) => string | null {
  let needed: Set<string> | null = null;
  return (id, modules) => {
    needed ??= reachable(entry, modules);
    return needed.has(id) ? 'index' : null;
  };
}

function reachable(entry: string, modules: Modules): Set<string> {
  const found = new Set<string>();
  const waiting = [entry];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(modules.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}
