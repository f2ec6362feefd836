import { soon } from '../shell/later.svelte';

/** The pages of mentoring, and beginning an entry from elsewhere. */
export const logLater = soon(() => import('./soon'));
