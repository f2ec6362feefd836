import type { View } from '../../between/contract';
import { textOf } from '../../plain/fields';
import type { IconName } from '../../plain/icons';
import { kindOf } from '../../plain/kinds';
import { own, w } from './first-words.svelte';

/** What a document, or the record at a path of it, is called in a list. */
export function titleOf(view: View, below = ''): string {
  return (
    kindOf(view.kind)?.title(view, below) ?? (textOf(view.fields, 'title') || kindName(view.kind))
  );
}

export function kindName(kind: string): string {
  return kindOf(kind)?.called() ?? own(w().kind, kind) ?? w().note.title;
}

export function kindIcon(kind: string): IconName {
  return kindOf(kind)?.icon ?? 'list';
}
