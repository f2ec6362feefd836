export { default as Page } from './GradePages.svelte';
