import { ALL, filterFrom, type Filter } from './filter';
import type { Order } from './search.svelte';

/** What of a search stays with its entry in the browser's history, beside the words. */
export interface Kept {
  filter: Filter;
  order: Order;
  /** The chosen period, which is other dates on another day. */
  period: string;
  /** How many results were on the screen. */
  rows: number;
  /** How far it was scrolled when somebody went on from here, and where to. */
  scrolled: number;
  left: string;
}

export const ROWS = 30;
export const BEGUN: Kept = {
  filter: ALL,
  order: 'best',
  period: '',
  rows: ROWS,
  scrolled: 0,
  left: '',
};
/** Nobody goes through more by hand. */
const ROWS_MAX = 3_000;

export function keptHere(): Kept {
  const state = history.state as { find?: Partial<Kept> } | null;
  const { filter, order, period, rows, scrolled, left } = state?.find ?? {};
  return {
    filter: filterFrom(filter),
    order: order === 'newest' || order === 'oldest' ? order : 'best',
    period: typeof period === 'string' ? period : '',
    rows: typeof rows === 'number' ? Math.min(Math.max(rows, ROWS), ROWS_MAX) : ROWS,
    scrolled: typeof scrolled === 'number' ? scrolled : 0,
    left: typeof left === 'string' ? left : '',
  };
}

export function keep(kept: Kept): void {
  history.replaceState({ ...(history.state as object | null), find: kept }, '');
}
