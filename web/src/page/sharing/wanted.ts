export { default as ShareSheet } from './ShareSheet.svelte';
export { saveEvent, saveEvents, saveObligations, saveTask, saveTasks } from './save';
export { eventMessages, minutesMessage, taskMessage } from './texts';
