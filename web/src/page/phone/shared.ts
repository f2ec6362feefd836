import { clean } from '../../plain/clean';
import { FormLine } from '../typing/form-line.svelte';
import type { Drafts } from '../typing/drafts.svelte';

/** Where the service worker puts what another app has shared; the same names are in `sw.ts`. */
const SHELF = 'shared';
const PLACES = { packet: '/shared', text: '/shared-text' } as const;
/** In which form of this phone a text waits until somebody places it: on the disk, behind a PIN. */
const WAITING = { form: 'shared', path: 'text' } as const;
/**
 * What was shared to a phone that was locked lies open until somebody comes in. Whoever comes later than that is
 * somebody else, or has forgotten it; the other app still has it.
 */
const OPEN_MS_MAX = 10 * 60_000;
/** As many as a text of a note holds. */
export const CHARS_MAX = 100_000;

/** What was shared to the app last, once; null if there is nothing. */
export async function takeShared(what: keyof typeof PLACES): Promise<string | null> {
  if (!('caches' in globalThis)) return null;
  const shelf = await caches.open(SHELF);
  const kept = await shelf.match(PLACES[what]);
  if (!kept) return null;
  await shelf.delete(PLACES[what]);
  const late = Date.now() - Number(kept.headers.get('x-shared-ms') ?? Date.now()) > OPEN_MS_MAX;
  return late ? null : kept.text();
}

/** The text that waits with what has come: below it, if something waits already; once, if it came twice. */
export function joinedText(waiting: string, came: string): string {
  const text = clean('text', came).trim();
  if (waiting.trim() === '' || text === '') return waiting.trim() === '' ? text : waiting;
  return waiting.includes(text) ? waiting : `${waiting.trimEnd()}\n\n${text}`;
}

/** What was shared joins what waits in the line already, and is a draft from then on; gives what came. */
export async function takeInto(line: FormLine): Promise<string | null> {
  const came = await takeShared('text');
  if (came !== null) line.text = joinedText(line.text, came);
  return came;
}

/** What waits on this phone. */
export function waitingLine(drafts: Drafts): FormLine {
  return new FormLine(drafts, WAITING.form, WAITING.path);
}
