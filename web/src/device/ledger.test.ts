import { expect, test } from 'vitest';
import cases from '../../../tests/fixtures/ledger.json';
import { NO_LEDGER } from '../between/contract';
import { lateOnes, leavesUnheard, over } from './ledger';

// The core's half of this table is in core/src/replica/tests/tabs.rs.
test.each(cases)('$says', (one) => {
  const { ledger, stored, speaks, on_disk, known, written } = one;
  const unheard = leavesUnheard(on_disk, known.join(' '));
  const record = { doc: 'note/1', ...('begins' in one && { begins: true as const }) };
  const late = lateOnes([record], new Set(stored ? [record.doc] : [])).has(record);
  expect(late ? null : over(ledger, stored ?? undefined, speaks, unheard)).toEqual(written);
});

test('where nothing was stored before, nothing is known of the relay', () => {
  const ledger = { ...NO_LEDGER, heads: ['b'], relay: ['b'], seq: 2 };
  const written = over(ledger, undefined, false, false);
  expect(written).toEqual({ ...NO_LEDGER, heads: ['b'] });
});
