import { enLater } from '../../words/en-later';
import type { VocabularyName } from '../../words/id-fields';
import { idLater, type LaterWords } from '../../words/id-later';
import type { Words } from '../../words/id';
import type { Refused } from '../../plain/problem';
import { language, own } from './first-words.svelte';
import { forum } from './forum.svelte';

export { failureText, language, own, type LanguageCode } from './first-words.svelte';

const joined = new WeakMap<Words, Words & LaterWords>();

/** All words in the language on the screen. Whoever asks for them is not needed before the first paint. */
export function w(): Words & LaterWords {
  const { words } = language;
  const known = joined.get(words);
  if (known) return known;
  const all = { ...words, ...(words.code === 'id' ? idLater : enLater) };
  joined.set(words, all);
  return all;
}

export function fieldName(name: string): string {
  return own(w().field, name) ?? name;
}

/** What a stored word is called: as the forum says, else as everybody does; an unknown one as it is. */
export function wordFor(vocabulary: VocabularyName, code: string): string {
  return forum.label(vocabulary, code) || (own(w().vocabulary[vocabulary], code) ?? code);
}

/** The words that can be chosen and what they are called, with those that are chosen already. */
export function wordsOf(
  vocabulary: VocabularyName,
  chosen: string[] = [],
): [key: string, word: string][] {
  return [
    ...new Set([...forum.words(vocabulary, Object.keys(w().vocabulary[vocabulary])), ...chosen]),
  ]
    .filter((key) => chosen.includes(key) || !forum.isRetired(vocabulary, key))
    .map((key) => [key, wordFor(vocabulary, key)]);
}

/** The sentence for what could not be read into a field. */
export function problemText({ problem, over }: Refused): string {
  const sentence = w().invalid[problem];
  return typeof sentence === 'string' ? sentence : sentence(over ?? 0);
}
