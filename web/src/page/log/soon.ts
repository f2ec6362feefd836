export { default as NewEntry } from './NewEntry.svelte';
export { default as Obligations } from './Obligations.svelte';
export { default as Page } from './LogPages.svelte';
