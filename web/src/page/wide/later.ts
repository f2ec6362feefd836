import { soon } from '../shell/later.svelte';

/** What a keyboard and a printer need: neither is used before the first paint. */
export const deskLater = soon(() => import('./soon'));
