import { Later } from '../shell/later.svelte';

/** The pages of one document. */
export const docLater = new Later(() => import('./pages'));
