import { Later } from '../shell/later.svelte';

/** The organisers' pages, and what else is about personal data. */
export const officeLater = new Later(() => import('./pages'));
