import { soon } from '../shell/later.svelte';

/** What the first page shows to few, and can show a moment later. */
export const homeLater = soon(() => import('./soon'));
