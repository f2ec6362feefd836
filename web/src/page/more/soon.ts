export { default as Page } from './MorePage.svelte';
