export { default as Page } from './ProblemPages.svelte';
export { wordFor } from '../language/words.svelte';
