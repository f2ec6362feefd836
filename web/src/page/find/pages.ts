export { default as Page } from './FindPage.svelte';
