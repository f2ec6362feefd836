import type { Fields, View } from '../../between/contract';
import { textOf, valueAt } from '../../plain/fields';
import type { IconName } from '../../plain/icons';
import { personOf } from './people';
import { forum } from './forum.svelte';
import { w } from './words.svelte';

/** What a document, or the entry at a path of it, is called in a list. */
export function titleOf(view: View, below = ''): string {
  if (view.kind === 'member') return personOf(view).name;
  if (view.kind === 'note' || view.kind === 'board')
    return textOf(view.fields, 'title') || w().note.untitled;
  if (view.kind === 'log') {
    const [, village = '', year = ''] = view.doc.split('/');
    const entry = below && (valueAt(view.fields, below.slice(0, -1)) as Fields | undefined);
    if (entry) return textOf(entry, 'topic') || w().log.untitled;
    return `${forum.villageName(village)} ${year}`;
  }
  return kindName(view.kind);
}

export function kindName(kind: string): string {
  return w().kind[kind] ?? w().note.title;
}

export function kindIcon(kind: string): IconName {
  return kind === 'member' ? 'people' : kind === 'log' ? 'log' : 'note';
}
