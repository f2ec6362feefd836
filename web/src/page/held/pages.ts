// Fetched in one piece, when first needed.
export { default as GoneNews } from './GoneNews.svelte';
export { default as HeldPage } from './HeldPage.svelte';
export { default as PacketPage } from './PacketPage.svelte';
