import { kinds, places, type Who } from '../../plain/kinds';
import type { IconName } from '../../plain/icons';
import { w } from '../language/first-words.svelte';
import { href, hrefOf, listOf, placeAt } from '../shell/route.svelte';

export interface MenuEntry {
  name: string;
  icon: IconName;
  text: string;
  href: string;
}

/** What this person finds there: the kinds and pages that stand in no bar, in the order of their tables. */
export function menuOf(who: Who | null): MenuEntry[] {
  if (!who) return [];
  const all = [
    ...kinds().map((kind) => ({ kind, href: kind.list ? listOf(kind.name) : hrefOf(kind.name) })),
    ...places().map((kind) => ({ kind, href: placeAt(kind.name) })),
  ];
  const made = all.flatMap(({ kind: { name, icon, menu }, href }) => {
    const text = menu?.(who);
    return text ? [{ name, icon, text, href }] : [];
  });
  const desk = { name: 'desk', icon: 'people' as const, text: w().settings.desk, href: href.desk };
  return [
    ...made,
    ...(who.role === 'organiser' ? [desk] : []),
    { name: 'sync', icon: 'sync', text: w().sync.title, href: href.sync },
    { name: 'settings', icon: 'gear', text: w().settings.title, href: href.settings },
  ];
}
