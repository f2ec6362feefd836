export { default as HelpSheet } from './HelpSheet.svelte';
