import { expect, test } from 'vitest';
import { LastWords, leftUnder, type Unanswered } from './last-words';

class Shelf {
  [key: string]: unknown;
  getItem(key: string): string | null {
    return (this[key] as string | undefined) ?? null;
  }
  setItem(key: string, value: string): void {
    this[key] = value;
  }
  removeItem(key: string): void {
    delete this[key];
  }
}

const WORDS: Unanswered[] = [{ ask: 'page 1', doc: 'note/1', path: 'title', draft: null }];

function left() {
  const words = new LastWords(new Shelf());
  words.leave({ slot: 'siti', seal: null }, 'one', WORDS);
  words.leave({ slot: 'budi', seal: null }, 'two', WORDS);
  words.leave({ slot: 'wati', seal: () => 'sealed' }, 'three', WORDS);
  return words;
}
const under = (words: LastWords) => Object.keys(words.all()).sort();

test('who leaves a phone takes only their own words away', () => {
  const words = left();
  words.forget('siti', true);
  expect(under(words)).toEqual([leftUnder('budi', 'two'), leftUnder('wati', 'three')]);
});

test('where everybody gets a PIN nothing lies open any more, and what is sealed stays', () => {
  const words = left();
  words.forget('siti', false);
  expect(under(words)).toEqual([leftUnder('wati', 'three')]);
});

test('what is answered lies there no more', () => {
  const words = left();
  words.leave({ slot: 'siti', seal: null }, 'one', []);
  words.drop('budi', 'two');
  expect([words.any, ...under(words)]).toEqual([false, leftUnder('wati', 'three')]);
});
