import type { DecisionWords } from './id-decisions';

/** What waits for somebody's decision, English. */
export const decisions: DecisionWords = {
  title: (n) => `Waiting for your decision · ${n}`,
  same: (a, b) => `${a} and ${b}`,
  sameText: 'They seem to be the same person. Compare the cards.',
  approval: 'Changed after approval. Look, then approve again.',
  post: (position, village) => `${position} ${village}`,
  postText: 'More than one person is on record. Choose the right one.',
};
