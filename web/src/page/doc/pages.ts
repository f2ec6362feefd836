// Fetched in one piece, right after the first paint: the lists, beginning a document, reading and writing in one.
export { default as EntryPage } from '../log/EntryPage.svelte';
export { default as FirstNews } from './FirstNews.svelte';
export { default as LogHome } from '../log/LogHome.svelte';
export { default as MemberPage } from '../roster/MemberPage.svelte';
export { default as NewEntry } from '../log/NewEntry.svelte';
export { default as NewNote } from '../note/NewNote.svelte';
export { default as NoteList } from '../note/NoteList.svelte';
export { default as NotePage } from '../note/NotePage.svelte';
export { default as Obligations } from '../log/Obligations.svelte';
export { default as RosterList } from '../roster/RosterList.svelte';
export { default as VillageLog } from '../log/VillageLog.svelte';
