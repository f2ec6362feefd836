import { expect, test } from 'vitest';
import cases from '../../../tests/fixtures/ledger.json';
import { NO_LEDGER } from '../between/contract';
import { leavesUnheard, over } from './ledger';

// The core's half of this table is in core/src/replica/tests/tabs.rs.
test.each(cases)('$says', ({ ledger, stored, speaks, on_disk, known, written }) => {
  const unheard = leavesUnheard(on_disk, known.join(' '));
  expect(over(ledger, stored, speaks, unheard)).toEqual(written);
});

test('where nothing was stored before, nothing is known of the relay', () => {
  const ledger = { ...NO_LEDGER, heads: ['b'], relay: ['b'], seq: 2 };
  const written = over(ledger, undefined, false, false);
  expect(written).toEqual({ ...NO_LEDGER, heads: ['b'] });
});
