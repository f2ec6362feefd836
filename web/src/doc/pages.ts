// Fetched in one piece, right after the first paint: reading one document, and writing in it.
export { default as EntryPage } from '../log/EntryPage.svelte';
export { default as MemberPage } from '../roster/MemberPage.svelte';
export { default as NotePage } from '../note/NotePage.svelte';
