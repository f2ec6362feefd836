// Fetched in one piece, when first needed.
export { default as AuditPage } from './AuditPage.svelte';
export { default as ConsentClock } from './ConsentClock.svelte';
export { default as ConsentSection } from './ConsentSection.svelte';
export { default as DeskPage } from './DeskPage.svelte';
export { default as MyData } from './MyData.svelte';
export { default as Redaction } from './Redaction.svelte';
