export { default as Page } from './GuidePage.svelte';
