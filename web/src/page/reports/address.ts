import { placeAt } from '../shell/route.svelte';

/** In an address: the report as paper. */
export const PRINT = 'cetak';

/** A report of a period, narrowed to something; the list of all, where none is named. */
export function reportAt(...parts: string[]): string {
  const last = parts.findLastIndex((part) => part !== '');
  return placeAt('reports', ...parts.slice(0, last + 1));
}
