import { tick } from 'svelte';
import type { Draft } from './contract';
import type { Drafts } from './drafts.svelte';
import { read } from './reading';
import { specAt } from './specs';
import { toasts } from './toast.svelte';
import { fieldName, w } from './words/words.svelte';

/** A part of a document that is edited on one page. */
export interface Part {
  doc: string;
  /** Where it is in its document. */
  below: string;
}

/** Drafts that cannot become edits by themselves: a person has to look at them. */
export function unfinishedOf(drafts: Drafts, { doc, below }: Part): Draft[] {
  return drafts.of(doc, below).filter((draft) => {
    if (draft.lost || draft.typed === null) return true;
    return !read(specOf(draft), draft.typed).ok;
  });
}

function specOf({ doc, path }: Draft) {
  return specAt(doc.split('/', 1)[0] ?? '', path);
}

export function draftName(draft: Draft): string {
  return fieldName(specOf(draft).name);
}

export function namesOf(drafts: Draft[]): string {
  return w().and([...new Set(drafts.map(draftName))].slice(0, 3), Math.max(0, drafts.length - 3));
}

/** Puts the person into the field that is unfinished. */
export async function leadTo({ path }: Draft): Promise<void> {
  await tick();
  const field = document.querySelector(`[data-field="${CSS.escape(path)}"]`);
  field?.scrollIntoView({ block: 'center' });
  field?.querySelector<HTMLElement>('input, textarea, select, button')?.focus();
}

/**
 * The person ends editing. What can be an edit becomes one; if something is unfinished the screen leads
 * there and says so, and `go` is called only when they leave it all the same.
 */
export function endEditing(drafts: Drafts, part: Part, go: () => void): void {
  drafts.settle();
  const unfinished = unfinishedOf(drafts, part);
  const [first] = unfinished;
  if (!first) return go();
  void leadTo(first);
  toasts.show(w().draft.left(namesOf(unfinished)), [
    {
      label: w().draft.leave,
      act: () => {
        toasts.hide();
        go();
      },
    },
    { label: w().draft.goOn, act: () => toasts.hide() },
  ]);
}
