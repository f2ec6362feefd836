export { readEarly } from '../find/all.svelte';
export { decisionsOf } from './decisions';
export { default as Decisions } from './Decisions.svelte';
export { default as Begun } from './Begun.svelte';
export { default as FirstNews } from './FirstNews.svelte';
export { default as Letterhead } from './Letterhead.svelte';
export { isIdle } from './idle';
