import { Wanted } from '../shell/later.svelte';

/** What somebody sees of a file once there is one. */
export const stages = new Wanted(() => import('./stages/wanted'));
