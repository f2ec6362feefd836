// Fetched in one piece, when first needed.
export { default as Page } from './SharedPage.svelte';
