import { feeds as en } from '../../words/en-feeds';
import { feeds as id, type FeedWords } from '../../words/id-feeds';
import { failureText, language } from '../language/words.svelte';

/** The words of this page in the language on the screen. */
export function fw(): FeedWords {
  return language.code === 'id' ? id : en;
}

/** The sentence for something that failed here. */
export function feedFailure(failure: unknown): string {
  const code = (failure as { code?: unknown } | null)?.code;
  return (typeof code === 'string' ? fw().failure[code] : undefined) ?? failureText(failure);
}
