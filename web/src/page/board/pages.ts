export { default as Page } from './BoardPages.svelte';
