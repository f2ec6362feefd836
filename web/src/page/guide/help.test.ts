import { expect, test } from 'vitest';
import { KINDS, PLACES } from '../kinds/table';
import { guide as en } from '../../words/en-guide';
import { guide as id } from '../../words/id-guide';

/** Reached from one page only, of which they are a part. */
const PARTS = ['same', 'history', 'guide'];

test('every page that a menu leads to says what it is for, in both languages', () => {
  const pages = [...KINDS.filter(({ list }) => list !== null), ...PLACES]
    .map(({ name }) => name)
    .filter((name) => !PARTS.includes(name));
  for (const { help } of [id, en]) expect(pages.filter((name) => !help[name])).toEqual([]);
  expect(Object.keys(en.help).sort()).toEqual(Object.keys(id.help).sort());
  for (const page of Object.keys(id.help))
    expect(en.help[page]?.how.length, page).toBe(id.help[page]?.how.length);
});
