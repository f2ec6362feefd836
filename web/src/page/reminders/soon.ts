export { default as MyReminders } from './MyReminders.svelte';
export { default as Notifier } from './Notifier.svelte';
export { default as NotifySwitch } from './NotifySwitch.svelte';
export { answersWaiting } from './standing';
export { default as Page } from './RemindersPage.svelte';
