export { default as Page } from './FeedsPage.svelte';
