import { Later, Wanted } from '../shell/later.svelte';

/** The organisers' pages, and what else is about personal data. */
export const officeLater = new Later(() => import('./pages'));

/** Draws an invitation. None can be made without a signal, so it need not be there without one. */
export const qrWanted = new Wanted(() => import('./qr/wanted'));
