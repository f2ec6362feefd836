import { soon } from '../shell/later.svelte';

/** What the first page shows to few or asks the documents for, and what only paper shows: it can come a moment later. */
export const homeLater = soon(() => import('./soon'));
