// Fetched in one piece, when first needed: a phone joins once.
export { default as JoinPage } from './JoinPage.svelte';
export { default as NamePage } from './NamePage.svelte';
