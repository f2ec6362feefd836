import type { SmallStore } from '../../between/marker';
import { forum } from './forum.svelte';
import { id, type Words } from '../../words/id';
import type { Refused } from '../../plain/problem';
import type { VocabularyName } from '../../words/id-fields';

const KEY = 'paguyuban.language';
export type LanguageCode = 'id' | 'en';

/** The language on the screen. Indonesian unless the person chose otherwise. */
class Language {
  #code = $state<LanguageCode>('id');
  /** Fetched for who chose it; most never do. */
  #en: Words = id;

  get code(): LanguageCode {
    return this.#code;
  }

  get words(): Words {
    return this.#code === 'id' ? id : this.#en;
  }

  /** The `Intl` locale. */
  get locale(): string {
    return this.#code === 'id' ? 'id-ID' : 'en-GB';
  }

  /** The language that was chosen on this phone. Where its words do not come it is Indonesian. */
  async start(store: SmallStore): Promise<void> {
    if (store.getItem(KEY) !== 'en') return;
    await this.choose('en', store).catch((error: unknown) => console.error(error));
  }

  /** Fails if the words could not be fetched; the language stays then. */
  async choose(code: LanguageCode, store: SmallStore): Promise<void> {
    if (code === 'en') this.#en = (await import('../../words/en')).en;
    this.#code = code;
    store.setItem(KEY, code);
    document.documentElement.lang = code;
  }
}

export const language = new Language();

/** The words in the language on the screen. */
export function w(): Words {
  return language.words;
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

/** What a table of words has under a name that somebody else wrote: not what every object has. */
export function own<T>(words: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(words, name) ? words[name] : undefined;
}

/** The sentence for something that failed. */
export function failureText(failure: unknown): string {
  const code = (failure as { code?: unknown } | null)?.code;
  const sentences = w().failure;
  return (typeof code === 'string' ? sentences[code] : undefined) ?? sentences['other'] ?? '';
}

/** The sentence for what could not be read into a field. */
export function problemText({ problem, over }: Refused): string {
  const sentence = w().invalid[problem];
  return typeof sentence === 'string' ? sentence : sentence(over ?? 0);
}
