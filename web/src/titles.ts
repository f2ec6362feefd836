import type { View } from './contract';
import { textOf } from './fields';
import type { IconName } from './parts/Icon.svelte';
import { personOf } from './people';
import { villageName } from './villages';
import { w } from './words/words.svelte';

/** What a document is called in a list. */
export function titleOf(view: View): string {
  if (view.kind === 'member') return personOf(view).name;
  if (view.kind === 'note' || view.kind === 'board')
    return textOf(view.fields, 'title') || w().note.untitled;
  if (view.kind === 'log') {
    const [, village = '', year = ''] = view.doc.split('/');
    return `${villageName(village)} ${year}`;
  }
  return kindName(view.kind);
}

export function kindName(kind: string): string {
  return w().kind[kind] ?? w().note.title;
}

export function kindIcon(kind: string): IconName {
  return kind === 'member' ? 'people' : kind === 'log' ? 'log' : 'note';
}
