import type { Plugin } from 'vite';

/** Where the bundler keeps what stands around each import that comes later. */
const AROUND_IMPORTS = '\0vite/preload-helper.js';

/**
 * In the page: an import is made when all files it needs have come. Browsers remember as long as a page lives what
 * an import did not find, and would never ask for it again; what `fetch` did not find they ask for the next time.
 */
const FETCHED_FIRST = `
const came = new Map();
function come(file) {
  const coming = came.get(file) ?? fetch('/' + file).then(async (answer) => {
    if (!answer.ok || !/javascript/.test(answer.headers.get('content-type'))) throw new TypeError(file + ' did not come');
    await answer.arrayBuffer();
  });
  came.set(file, coming);
  coming.catch(() => came.delete(file));
  return coming;
}
export async function __vitePreload(load, files) {
  await Promise.all((files ?? []).map(come));
  return load();
}
`;

/** Files that come later are fetched before they are imported. */
export function fetchedFirst(): Plugin {
  return {
    name: 'fetched-first',
    enforce: 'pre',
    load: (id) => (id === AROUND_IMPORTS ? FETCHED_FIRST : null),
  };
}
