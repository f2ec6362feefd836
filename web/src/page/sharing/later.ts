import { Wanted } from '../shell/later.svelte';

/** Messages and calendar files, for who hands something on. */
export const sharing = new Wanted(() => import('./wanted'));
