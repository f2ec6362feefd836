import { Later } from '../shell/later.svelte';

/** The pages of the lock. */
export const later = new Later(() => import('./pages'));
