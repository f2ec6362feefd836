import { tick } from 'svelte';
import type { Draft } from '../../between/contract';
import { isOfForm, type Drafts } from '../typing/drafts.svelte';
import { read } from '../typing/reading';
import { pageOf, partOf } from '../shell/route.svelte';
import { specAt } from '../../plain/specs';
import { toasts } from '../shell/toast.svelte';
import { fieldName, w } from '../language/words.svelte';

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

/** What was begun on one page of the app and is accepted nowhere yet. */
export interface Begun extends Part {
  /** The address of the page, for reading. */
  page: string;
  /** The address at which it was typed; empty if that is not known. */
  typedAt: string;
  drafts: Draft[];
}

/** Every page with something begun on it. What stands in a form with a button is not looked for by anybody. */
export function begunPages(drafts: Drafts): Begun[] {
  const pages = new Map<string, Begun>();
  for (const draft of drafts.all) {
    if (isOfForm(draft)) continue;
    const { doc, path, typedAt = '' } = draft;
    const page = pageOf(doc, path);
    const begun = pages.get(page) ?? { doc, below: partOf(doc, path), page, typedAt, drafts: [] };
    pages.set(page, { ...begun, drafts: [...begun.drafts, draft] });
  }
  return [...pages.values()];
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
  // What it stands in may be closed, or another part may be shown instead.
  field?.closest('details')?.setAttribute('open', '');
  field?.dispatchEvent(new CustomEvent('reveal', { bubbles: true }));
  await tick();
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
