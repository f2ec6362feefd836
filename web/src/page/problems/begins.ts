import type { Edit } from '../../between/contract';
import { href, pageOf } from '../shell/route.svelte';

/** What stands in the address of a form where no kind of problem is chosen yet. */
const NONE = '-';

/** The form of a problem that nobody has written a word of, of a kind if that is known. */
export function problemForm(village: string, key: string, category = NONE): string {
  return href.beginning(pageOf(`problems/${village}`, `problems/${key}/`), category || NONE);
}

/** What a new problem begins with. */
export function problemBegins(path: string, category: string): Edit[] {
  const edits: Edit[] = [{ op: 'set', path: `${path}/problem_state`, value: 'open' }];
  if (category !== '' && category !== NONE)
    edits.push({ op: 'set', path: `${path}/category`, value: category });
  return edits;
}
