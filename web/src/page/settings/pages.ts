// Fetched in one piece, when first needed.
export { default as Page } from './SettingsPages.svelte';
export { default as SettingsPage } from './SettingsPage.svelte';
export { default as SyncPage } from '../sync/SyncPage.svelte';
