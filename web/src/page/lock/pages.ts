// Fetched in one piece, when first needed.
export { default as JoinApart } from './JoinApart.svelte';
export { default as ForumsSection } from './ForumsSection.svelte';
export { default as KeepingSection } from './KeepingSection.svelte';
export { default as LockPage } from './LockPage.svelte';
