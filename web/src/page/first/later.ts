import { Later } from '../shell/later.svelte';

/** The first steps of a forum. */
export const firstLater = new Later(() => import('./pages'));
