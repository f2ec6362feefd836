// Fetched in one piece, when first needed.
export { default as ForumPage } from './ForumPage.svelte';
export { default as SettingsPage } from './SettingsPage.svelte';
export { default as SyncPage } from '../sync/SyncPage.svelte';
