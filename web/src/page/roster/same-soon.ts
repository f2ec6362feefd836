export { default as Page } from './SamePage.svelte';
