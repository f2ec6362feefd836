export { default as Page } from './RosterPages.svelte';
