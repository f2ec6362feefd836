import type { FreshWords } from './id-fresh';

/** What others wrote since somebody last looked, English. */
export const fresh: FreshWords = {
  one: 'new',
  by: (name: string, when: string) => `from ${name}, ${when}`,
  some: (names: string) => `There is something new from ${names} since you last looked.`,
  whole: (names: string) => `New to you: written by ${names}, and you have not opened it yet.`,
  record: (names: string) => `New since you last looked, from ${names}.`,
  look: 'Show what is new',
  read: 'I have read it',
};
