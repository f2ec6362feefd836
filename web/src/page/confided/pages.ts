export { default as Page } from './ConfidedPages.svelte';
