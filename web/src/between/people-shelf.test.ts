import { expect, test } from 'vitest';
import { FIRST_SLOT, openSlot, personRow, shown, type PersonRow } from './people-shelf';
import { afterTry, NO_TRIES } from './tries';

const bare = personRow('a', 'Siti', { member: 'm1', forum_name: 'Kaliori' });
const locked: PersonRow = {
  ...bare,
  lock: {
    memoryKiB: 1,
    passes: 1,
    salt: new Uint8Array(16),
    wrapped: { iv: new Uint8Array(12), sealed: new Uint8Array(48) },
  },
};

test('a phone from before phones were shared opens by itself', () => {
  expect(openSlot([])).toBe(FIRST_SLOT);
});

test('the only person without a PIN is let in, wherever their store is', () => {
  expect(openSlot([bare])).toBe('a');
});

test('a PIN or a second person keeps the phone shut', () => {
  expect(openSlot([locked])).toBeNull();
  expect(openSlot([bare, locked])).toBeNull();
});

test('of several forums the one that was turned to opens by itself, unless it has a PIN', () => {
  const other = { ...bare, slot: 'b' };
  expect(openSlot([bare, other])).toBeNull();
  expect(openSlot([bare, { ...other, next: true }])).toBe('b');
  expect(openSlot([bare, { ...locked, slot: 'b', next: true }])).toBeNull();
});

test('the screen learns nothing of the lock but how long to wait', () => {
  let tries = NO_TRIES;
  for (let times = 0; times < 5; times += 1) tries = afterTry(tries, 1_000);
  expect(shown([{ ...locked, tries }], 11_000)).toEqual([
    {
      slot: 'a',
      name: 'Siti',
      member: 'm1',
      invited: null,
      forum: 'Kaliori',
      pin: true,
      next: false,
      waitMs: 20_000,
    },
  ]);
});
