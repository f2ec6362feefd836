import type { Component } from 'svelte';
import type { At, Kind, Place } from '../../plain/kinds';
import type { Later } from './later.svelte';

/** A kind with what shows it: one component that knows all its pages, fetched when it is needed. */
export interface PagedKind extends Kind {
  pages: Later<{ Page: Component<{ at: At }> }>;
}

/** The same of a page that is no document's. */
export interface PagedPlace extends Place {
  pages: Later<{ Page: Component<{ names: Readonly<Record<string, string>> }> }>;
}
