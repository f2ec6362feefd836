export { default as Section } from './Section.svelte';
export { default as UnsentFiles } from './UnsentFiles.svelte';
