import type { HistoryWords } from './id-history';
import { count } from './en-count';

export const history: HistoryWords = {
  empty: 'No changes yet.',
  emptyText: 'Every change will be listed here: who, when and what.',
  total: (n) => count(n, 'change'),
  older: 'See older ones',
  failed: 'The history cannot be opened. Try again in a moment.',
  set: (place, value) => `${place}: ${value}`,
  emptied: (place) => `${place} emptied`,
  included: (place, key) => `${place}: ${key} added`,
  excluded: (place, key) => `${place}: ${key} taken out`,
  added: (place) => `${place} begun`,
  approved: (name) => `Approved by ${name}`,
  moved: (place) => `${place} changed`,
  counted: (place, by) => `${place}: ${by > 0 ? '+' : '−'}${Math.abs(by)}`,
  wrote: (place, added, gone) =>
    [
      `${place}:`,
      [
        added > 0 ? `${count(added, 'letter')} written` : '',
        gone > 0 ? `${count(gone, 'letter')} deleted` : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
    ].join(' '),
  more: (n) => `and ${n} more`,
  before: 'Before',
  after: 'After',
  nothing: 'empty',
  gone: 'What was deleted',
  restoreBefore: 'Bring back what was before',
  restoreAfter: 'Use this one again',
  insertGone: 'Insert what was deleted again',
  restored: (place) => `${place} brought back.`,
  same: 'The same as now.',
  isIn: 'It is in there now.',
  isOut: 'It is not in there now.',
  putIn: 'Put in again',
  takeOut: 'Take out',
  ofField: 'All earlier values',
  cannot: 'You can only read this.',
};
