import { Later } from '../shell/later.svelte';

/** Pages about the app itself. */
export const settingsLater = new Later(() => import('./pages'));
