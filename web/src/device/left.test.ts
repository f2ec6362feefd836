import { expect, test, vi } from 'vitest';
import { leftUnder, type Unanswered } from '../between/last-words';
import { makeVault } from '../between/vault';
import { sealAtOnce } from '../plain/seal-at-once';
import { makeWordKey, wordsIn } from './left';

const WORDS: Unanswered[] = [
  { ask: 'page 1', doc: 'note/1', path: 'title', draft: null },
  {
    ask: 'page 2',
    doc: 'note/1',
    edit: { op: 'splice', path: 'body', at: 0, delete: 0, insert: 'Ma’mun, “rapat” 🙂' },
    heads: null,
    behind: false,
  },
];
const TEXT = JSON.stringify(WORDS);
const UNDER = leftUnder('01SLOT', 'page 1');

test('what lies open is read by whose it is and by its tab', async () => {
  const left = {
    [UNDER]: TEXT,
    [leftUnder('01SLOT2', 'page 1')]: '[]',
    [leftUnder('', 'x')]: '[]',
  };
  expect(await wordsIn(left, '01SLOT', null)).toEqual({ 'page 1': WORDS });
  expect(await wordsIn(left, '', null)).toEqual({ x: [] });
});

test('what a page has sealed is opened by the vault of its person, and by nothing else', async () => {
  const [mine, other] = [await makeVault('274913'), await makeVault('274913')];
  const key = await makeWordKey(mine.vault);
  const sealed = sealAtOnce(key, UNDER, TEXT);
  expect(sealed).not.toContain('rapat');
  expect(sealAtOnce(key, UNDER, TEXT)).not.toBe(sealed);
  expect(await wordsIn({ [UNDER]: sealed }, '01SLOT', mine.vault)).toEqual({ 'page 1': WORDS });

  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const none = { 'page 1': [] };
  expect(await wordsIn({ [UNDER]: sealed }, '01SLOT', other.vault)).toEqual(none);
  expect(await wordsIn({ [UNDER]: sealed }, '01SLOT', null)).toEqual(none);
  const elsewhere = leftUnder('01SLOT', 'page 2');
  expect(await wordsIn({ [elsewhere]: sealed }, '01SLOT', mine.vault)).toEqual({ 'page 2': [] });
  for (const at of [0, sealed.length >> 1, sealed.length - 1]) {
    const letter = sealed[at] === 'A' ? 'B' : 'A';
    const altered = sealed.slice(0, at) + letter + sealed.slice(at + 1);
    const found = await wordsIn({ [UNDER]: altered }, '01SLOT', mine.vault);
    // The last letter of base64 can stand for nothing.
    if (at < sealed.length - 1) expect(found).toEqual(none);
  }
  for (const text of ['', '[', '{}', 'null', 'x y z'])
    expect(await wordsIn({ [UNDER]: text }, '01SLOT', mine.vault)).toEqual(none);
});
