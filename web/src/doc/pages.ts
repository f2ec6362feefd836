// Fetched in one piece, right after the first paint: logs and notes, reading one document, and writing in it.
export { default as EntryPage } from '../log/EntryPage.svelte';
export { default as LogHome } from '../log/LogHome.svelte';
export { default as MemberPage } from '../roster/MemberPage.svelte';
export { default as NoteList } from '../note/NoteList.svelte';
export { default as NotePage } from '../note/NotePage.svelte';
export { default as VillageLog } from '../log/VillageLog.svelte';
