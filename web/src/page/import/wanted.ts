export { default as Page } from './ImportPage.svelte';
