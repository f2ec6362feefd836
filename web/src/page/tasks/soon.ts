export { default as MyTasks } from './MyTasks.svelte';
export { default as EarlierTasks } from './EarlierTasks.svelte';
export { default as Page } from './TasksPage.svelte';
