import { expect, test } from 'vitest';
import type { View } from '../between/contract';
import { approversOf } from './meetings';

test('whoever approved with two cards approved once', () => {
  const view: View = {
    ...{ doc: 'note/N', kind: 'note', heads: [], conflicts: [], doubts: [], after_archive: [] },
    edited: null,
    fields: { approvals: { OLD: 'a', SITI: 'b', BUDI: 'b', GONE: '' } },
  };
  expect(approversOf(view, (member) => (member === 'OLD' ? 'SITI' : member))).toEqual([
    'SITI',
    'BUDI',
  ]);
});
