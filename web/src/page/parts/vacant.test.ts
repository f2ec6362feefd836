import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const PAGES = join(import.meta.dirname, '..');
/** Nothing was found or is left to do, or the thing itself is not there: no list that somebody could begin. */
const NO_LIST = /icon="search"|\.missing|\.erased|\.nothing\b/;

test('whatever says that a list is empty offers what to do first', () => {
  const silent = readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.svelte'))
    .flatMap((name) =>
      [...readFileSync(join(PAGES, name), 'utf8').matchAll(/<Vacant\b[^>]*?\/>/gs)]
        .filter(([use]) => !NO_LIST.test(use))
        .map(([use]) => `${name}: ${use}`),
    );
  expect(silent).toEqual([]);
});
