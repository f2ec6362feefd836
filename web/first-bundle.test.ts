import { expect, test } from 'vitest';
import { firstBundle, workerFile } from './first-bundle.ts';

type Imports = Record<string, { now?: string[]; later?: string[] }>;

const chunkOf = (imports: Imports) => {
  const name = firstBundle('/src/main.ts');
  return (id: string) =>
    name(id, {
      getModuleInfo: (of) => ({
        importedIds: imports[of]?.now ?? [],
        dynamicallyImportedIds: imports[of]?.later ?? [],
      }),
    });
};

const HOUSE: Imports = {
  '/src/main.ts': { now: ['/src/words.ts'], later: ['/src/note/soon.ts', '/src/office/pages.ts'] },
  '/src/note/soon.ts': { now: ['/src/words.ts', '/src/note/Page'], later: ['/src/in/wanted.ts'] },
  '/src/office/pages.ts': { now: ['/src/office/desk.ts'], later: ['/src/out/wanted.ts'] },
  '/src/in/wanted.ts': { now: ['/src/in/reader.ts', '/src/sheets.ts', '/src/words.ts'] },
  '/src/out/wanted.ts': { now: ['/src/sheets.ts', '/src/office/desk.ts', '/src/note/Page'] },
  '/src/in/reader.ts': { later: ['/src/in/rare.ts', '/src/out/wanted.ts'] },
};

test('what is needed at once is one chunk, and what is fetched right after it another', () => {
  const chunk = chunkOf(HOUSE);
  for (const id of ['/src/main.ts', '/src/words.ts']) expect(chunk(id)).toBe('index');
  for (const id of ['/src/note/soon.ts', '/src/note/Page']) expect(chunk(id)).toBe('soon');
  for (const id of ['/src/office/pages.ts', '/src/office/desk.ts']) expect(chunk(id)).toBe(null);
});

test('what only a wanted part reaches is named after its folder', () => {
  const chunk = chunkOf(HOUSE);
  for (const id of ['/src/in/wanted.ts', '/src/in/reader.ts', '/src/in/rare.ts'])
    expect(chunk(id)).toBe('wanted-in');
  expect(chunk('/src/out/wanted.ts')).toBe('wanted-out');
});

test('what only several wanted parts reach is named after all of them', () => {
  expect(chunkOf(HOUSE)('/src/sheets.ts')).toBe('wanted-in-out');
});

test('a wanted part that others need at once is no wanted part', () => {
  const chunk = chunkOf({ ...HOUSE, '/src/office/desk.ts': { now: ['/src/in/wanted.ts'] } });
  expect(chunk('/src/in/wanted.ts')).toBe(null);
  expect(chunk('/src/out/wanted.ts')).toBe('wanted-out');
});

test('a worker that is wanted is named after its folder, and another after its file', () => {
  const file = (facadeModuleId: string) => workerFile({ facadeModuleId });
  expect(file('/src/page/read/wanted.ts')).toBe('assets/wanted-read-[hash].js');
  expect(file('/src/worker.ts')).toBe('assets/[name]-[hash].js');
});
