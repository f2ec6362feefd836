export { default as FirstNews } from './FirstNews.svelte';
