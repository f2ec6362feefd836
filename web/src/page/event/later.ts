import { soon } from '../shell/later.svelte';

/** The pages of events. */
export const eventLater = soon(() => import('./soon'));
