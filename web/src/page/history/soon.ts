export { default as Page } from './HistoryPage.svelte';
