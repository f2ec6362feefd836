import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** Puts the list of the shell's files into the service worker, so that it can keep them offline. */
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
        const files = Object.values(bundle)
          .filter((file) => file.fileName !== 'sw.js')
          .map((file) => {
            const content = file.type === 'chunk' ? file.code : file.source;
            const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
            return { url: `/${file.fileName === 'index.html' ? '' : file.fileName}`, hash };
          })
          .concat(PUBLIC_FILES)
          .sort((a, b) => (a.url < b.url ? -1 : 1));
        worker.code = worker.code.replace(/(["'`])__SHELL__\1/, () =>
          JSON.stringify(JSON.stringify(files)),
        );
      },
    },
  };
}

/** Copied from `public/` as they are; raise the number when one of them changes. */
const PUBLIC_FILES = ['/manifest.webmanifest', '/icon.svg', '/icon-192.png', '/icon-512.png'].map(
  (url) => ({ url, hash: 'public-2' }),
);
