export { default as Page } from './EventPages.svelte';
