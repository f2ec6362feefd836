import type { RosterWords } from './id-roster';

/** Two cards of one person, English. */
export const roster: RosterWords = {
  seems: 'This seems to be one person',
  seemsText: (a: string, b: string) => `${a} and ${b}`,
  seemsHere: (name: string) => `There is another card like this: ${name}.`,
  ring: 'Two cards were merged into each other',
  ringText: (a: string, b: string) =>
    `${a} and ${b} were merged from both sides at once. Choose which card stays.`,
  more: (n: number) => (n === 1 ? 'There is one more pair.' : `There are ${n} more pairs.`),
  compare: 'Compare',
  explain:
    'Choose the card that stays. The other is in no list any more; older notes are read with the name you choose. The two can be separated again at any time.',
  keep: (name: string) => `Keep this card: ${name}`,
  ownCard: 'Filled in by the person',
  apart: 'Not the same person',
  kept: (name: string) => `Merged. The card of ${name} stays.`,
  split: 'Separate again',
  isSplit: 'The cards are separate again.',
  merged: 'Cards merged into this one',
  into: (name: string) => `This card was merged into the card of ${name}.`,
  toKept: 'Open the card that stays',
  differs: 'different',
  gone: 'This card is gone, or was merged already.',
};
