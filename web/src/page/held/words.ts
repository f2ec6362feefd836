import { held as en } from '../../words/en-held';
import { held as id, type HeldWords } from '../../words/id-held';
import { failureText, language } from '../language/words.svelte';

/** The words of held work in the language on the screen. */
export function hw(): HeldWords {
  return language.code === 'id' ? id : en;
}

/** The sentence for something that failed here. */
export function heldFailure(failure: unknown): string {
  const code = (failure as { code?: unknown } | null)?.code;
  return (typeof code === 'string' ? hw().bad[code] : undefined) ?? failureText(failure);
}
