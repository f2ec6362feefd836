import { office as en } from '../../words/en-office';
import { office as id, type OfficeWords } from '../../words/id-office';
import { failureText, language } from '../language/words.svelte';

/** The words of the desk in the language on the screen. */
export function ow(): OfficeWords {
  return language.code === 'id' ? id : en;
}

/** The sentence for something that failed here. */
export function officeFailure(failure: unknown): string {
  const code = (failure as { code?: unknown } | null)?.code;
  return (typeof code === 'string' ? ow().failure[code] : undefined) ?? failureText(failure);
}
