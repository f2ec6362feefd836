// Fetched in one piece, when first needed.
export { default as FirstSteps } from './FirstSteps.svelte';
