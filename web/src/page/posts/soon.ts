export { default as Page } from './PostPages.svelte';
export { wordFor } from '../language/words.svelte';
