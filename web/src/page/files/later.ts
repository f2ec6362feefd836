import { Wanted } from '../shell/later.svelte';

/** Pictures and files: what adds and shows them. */
export const filesWanted = new Wanted(() => import('./wanted'));
