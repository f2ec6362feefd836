export { default as NewNote } from './NewNote.svelte';
export { default as Page } from './NotePages.svelte';
