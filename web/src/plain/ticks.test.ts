import { expect, test } from 'vitest';
import { NO_LEDGER, type Ledger } from '../between/contract';
import { tickOf } from './ticks';

const ledger = (change: Partial<Ledger>): Ledger => ({ ...NO_LEDGER, heads: ['h'], ...change });
const counted = (received: number, devices: number) =>
  ({ state: 'relay', received, devices }) as const;

test('what is not on the disk yet claims nothing', () => {
  expect(tickOf(ledger({}), counted(3, 3), 'pending').state).toBe('pending');
});

test('what is typed and is no edit yet speaks before everything else', () => {
  expect(tickOf(ledger({}), counted(3, 3), 'draft').state).toBe('draft');
  expect(tickOf(ledger({ unsent: 1, refused: 'not_allowed' }), undefined, 'draft').state).toBe(
    'draft',
  );
});

test('one tick while the relay is not known to hold everything', () => {
  expect(tickOf(ledger({ unsent: 2 }), undefined, null)).toMatchObject({
    state: 'phone',
    unsent: true,
  });
});

test('two ticks when the relay holds everything, before anybody was counted', () => {
  expect(tickOf(ledger({}), undefined, null).state).toBe('relay');
  expect(tickOf(ledger({}), counted(0, 0), null).state).toBe('relay');
});

test('all devices only when every device was counted', () => {
  expect(tickOf(ledger({}), counted(2, 3), null).state).toBe('relay');
  expect(tickOf(ledger({}), counted(3, 3), null).state).toBe('all');
});

test('what the relay refused is held back until nothing of it is unsent', () => {
  expect(tickOf(ledger({ unsent: 1, refused: 'not_allowed' }), undefined, null).state).toBe(
    'refused',
  );
  expect(tickOf(ledger({ unsent: 0, refused: 'not_allowed' }), undefined, null).state).toBe(
    'relay',
  );
});
