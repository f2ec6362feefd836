export { default as Page } from './VillagePages.svelte';
