import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const WEAR = join(import.meta.dirname, 'src/page/shell/wear.ts');
const STYLE = /import ["'][^"']*\?(svelte&type=style&lang\.css)["'];?/;
/** What is there when the module runs: no types, and nothing that is fetched later. */
const IMPORTED =
  /(?:^|\n)\s*(?:import|export)\s(?!type\b)(?:[^'"();]*?\sfrom\s+)?['"](\.[^'"]+)['"]/g;

/**
 * The styles of components that are not needed at once come with them, in their chunk, and are worn when it
 * runs. One sheet for all would stand before the first paint, and one for each chunk would be fetched beside
 * it: one of these that failed to come is never fetched again.
 */
export function lateStyles(entry: string): Plugin {
  let first = new Set<string>();
  return {
    name: 'paguyuban-late-styles',
    apply: 'build',
    enforce: 'post',
    buildStart() {
      first = neededBy(entry);
    },
    transform(code, id) {
      const style = id.endsWith('.svelte') && !first.has(id) && STYLE.exec(code);
      if (!style) return null;
      const from = JSON.stringify(`${id}?inline&${style[1]}`);
      const worn = `import style$ from ${from}; import { wear as wear$ } from ${JSON.stringify(WEAR)}; wear$(style$);`;
      return { code: code.replace(style[0], () => worn), map: null };
    },
  };
}

/** The files that are there when `entry` runs. A style that is taken for another's merely stands elsewhere. */
export function neededBy(entry: string): Set<string> {
  const found = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    for (const [, to = ''] of readFileSync(file, 'utf8').matchAll(IMPORTED)) {
      const path = join(dirname(file), to);
      const there = ['', '.ts', '.js'].map((end) => `${path}${end}`).find((one) => existsSync(one));
      if (there && /\.(ts|svelte)$/.test(there)) waiting.push(there);
    }
  }
  return found;
}
