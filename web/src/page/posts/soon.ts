export { default as Page } from './PostPages.svelte';
