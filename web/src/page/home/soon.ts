export { default as FirstNews } from './FirstNews.svelte';
export { default as Letterhead } from './Letterhead.svelte';
