import { soon } from '../shell/later.svelte';

/** The pages of notes, and beginning one from elsewhere. */
export const noteLater = soon(() => import('./soon'));
