export { default as Page } from './OverviewPage.svelte';
