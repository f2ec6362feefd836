import type { SmallStore } from '../../between/marker';
import { id, type Words } from '../../words/id';

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

/** The words of the first screen in the language on it. Pages have more, of `words.svelte.ts`. */
export function w(): Words {
  return language.words;
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
