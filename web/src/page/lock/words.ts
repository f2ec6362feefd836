import { lock as en } from '../../words/en-lock';
import { lock as id, type LockWords } from '../../words/id-lock';
import { failureText, language } from '../language/words.svelte';

/** The words of the lock in the language on the screen. */
export function lw(): LockWords {
  return language.code === 'id' ? id : en;
}

/** The sentence for something that failed here. */
export function lockFailure(failure: unknown): string {
  const code = (failure as { code?: unknown } | null)?.code;
  return (typeof code === 'string' ? lw().failure[code] : undefined) ?? failureText(failure);
}
