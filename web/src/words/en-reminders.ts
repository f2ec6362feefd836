import type { ReminderWords } from './id-reminders';

const follow = (n: number) => (n === 1 ? '1 follow-up' : `${n} follow-ups`);

/** Reminders, English. */
export const reminders: ReminderWords = {
  mine: (n) => `About you · ${n}`,
  others: (n) => `In the forum · ${n}`,
  none: 'There is nothing to be reminded of.',
  noneText: 'Follow-ups, invitations, minutes and silent villages turn up here in time.',
  toTasks: 'See follow-ups',
  all: (n) => `See all reminders (${n})`,
  answer: 'You are invited. Will you come?',
  answered: (answer) => `Your answer: ${answer}.`,
  minutes: 'No minutes yet',
  silent: (days) => (days === 1 ? 'Silent for 1 day' : `Silent for ${days} days`),
  never: 'Never mentored yet',
  title: (n) => (n === 1 ? 'One thing waits for you' : `Waiting for you: ${n}`),
  count: {
    overdue: (n) => `${follow(n)} overdue`,
    due: (n) => `${follow(n)} due soon`,
    answer: (n) => (n === 1 ? '1 invitation to answer' : `${n} invitations to answer`),
    minutes: (n) => (n === 1 ? '1 event without minutes' : `${n} events without minutes`),
    silent: (n) => (n === 1 ? '1 silent village' : `${n} silent villages`),
  },
  notify: 'Reminders on the phone’s screen',
  notifyOn: 'Show reminders as notifications of the phone',
  notifyText:
    'Once a day, only when the app is opened or still open in the background. When it is closed, the phone does not remind you. What is written is never shown.',
  notifyDenied:
    'This phone does not allow notifications. Allow them in the browser’s settings and try again.',
  notifyMissing:
    'This browser cannot show notifications. Reminders are on the first page all the same.',
};
