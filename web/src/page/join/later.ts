import { Later } from '../shell/later.svelte';

/** The pages of somebody who comes in. */
export const joinLater = new Later(() => import('./pages'));
