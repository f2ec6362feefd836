export { default as Page } from './OutPage.svelte';
