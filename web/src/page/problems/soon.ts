export { default as Page } from './ProblemPages.svelte';
