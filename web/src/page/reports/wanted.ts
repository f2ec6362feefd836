export { default as ReportPaper } from './ReportPaper.svelte';
