export { default as Page } from './ReportsPage.svelte';
