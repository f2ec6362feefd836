import type { IconName } from '../../plain/icons';
import { kinds } from '../../plain/kinds';
import { w } from '../language/first-words.svelte';
import { href, listOf, placeAt } from './route.svelte';

/** The places that are always at hand, in the order of the table of kinds. */
export function barPlaces(): { name: string; icon: IconName; text: string; href: string }[] {
  return [
    { name: 'home', icon: 'home', text: w().nav.home, href: href.home },
    ...kinds().flatMap(({ name, icon, list }) => {
      const text = list?.tab?.();
      return text ? [{ name, icon, text, href: listOf(name) }] : [];
    }),
    { name: 'more', icon: 'list', text: w().nav.more, href: placeAt('more') },
  ];
}
