import { count } from './en-count';

/** How far something has come. */
export const tick = {
  draft: 'Being written',
  pending: 'Saving…',
  phone: 'Saved on this phone',
  relay: 'At the office',
  all: 'On every phone',
  refused: 'Held back',
  received: (n: number, m: number) => `received by ${n} of ${count(m, 'phone')}`,
};
