export { default as Page } from './PrintPage.svelte';
