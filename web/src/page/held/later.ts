import { Later } from '../shell/later.svelte';

/** Pages about held work, packets and documents that have left. */
export const heldLater = new Later(() => import('./pages'));
