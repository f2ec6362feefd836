import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

/** As the service worker knows them. */
const WANTED = /^assets\/wanted-.+-[\w-]{8}\.\w+$/;
const PUBLIC = join(import.meta.dirname, 'public');

/**
 * Puts the list of the shell's files, each with its hash, into the service worker, so that it can keep
 * them offline and takes nothing else for them.
 */
export function shell(): Plugin {
  return {
    name: 'paguyuban-shell',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk') throw new Error('sw.js is not in the bundle');
        for (const file of Object.values(bundle)) if (file.type === 'chunk') refuseUnkept(file);
        const built = Object.values(bundle)
          .filter((file) => file.fileName !== 'sw.js')
          .map((file) => {
            const content = file.type === 'chunk' ? file.code : file.source;
            return listed(file.fileName === 'index.html' ? '' : file.fileName, content);
          });
        const copied = readdirSync(PUBLIC).map((name) =>
          listed(name, readFileSync(join(PUBLIC, name))),
        );
        const files = [...built, ...copied].sort((a, b) => (a.url < b.url ? -1 : 1));
        worker.code = worker.code.replace(/(["'`])__SHELL__\1/, () =>
          JSON.stringify(JSON.stringify(files)),
        );
      },
    },
  };
}

/** What is kept on every phone would miss there what only some have. */
function refuseUnkept({ fileName, imports, facadeModuleId }: Rolldown.OutputChunk): void {
  // It says no more than where the part is, and is asked only by who wants that.
  if (facadeModuleId && /\/wanted\.ts$/.test(facadeModuleId)) return;
  const missing = imports.find((to) => WANTED.test(to));
  if (missing !== undefined && !WANTED.test(fileName))
    throw new Error(`${fileName} is always kept and imports ${missing}, which is not`);
}

/** Half of a hash notices every damage; the list is part of what is downloaded. */
function listed(path: string, content: string | Uint8Array): { url: string; hash: string } {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  return { url: `/${path}`, hash };
}
