import { beforeAll, expect, test } from 'vitest';
import type { Deed } from '../../between/history';
import { knowKinds } from '../../plain/kinds';
import { kind as grades } from '../assessment/kind';
import { kind as events } from '../event/kind';
import { kind as logs } from '../log/kind';
import { kind as problems } from '../problems/kind';
import { blankView } from '../phone/context';
import { deedText } from './deeds';

beforeAll(() => knowKinds([grades, events, logs, problems]));

const nameOf = (member: string) => ({ WATI: 'Wati Lestari' })[member] ?? 'Seseorang';
const log = {
  ...blankView('log/33.02.19.2001/2026', 'log'),
  fields: { entries: { E1: { topic: 'Siskeudes' } } },
};

test.each<[what: string, view: typeof log, deed: Deed]>([
  [
    'a proof of a grade',
    blankView('assessment/A/2026', 'assessment') as typeof log,
    { did: 'include', path: 'proofs', key: 'K1:WATI:01K6TN1QMRJ1M53N2100000001' },
  ],
  [
    'a problem that an entry belongs to',
    log,
    { did: 'include', path: 'links', key: 'E1:problem:01K6' },
  ],
  [
    'an event that it does not any more',
    log,
    { did: 'exclude', path: 'links', key: 'E1:event:01K6' },
  ],
])('%s is told by what it is, not by its key', (_what, view, deed) => {
  const said = deedText(view, deed, nameOf);
  expect(said).not.toMatch(/01K6|K1:|E1:/);
  expect(said).toMatch(view === log ? /\(Siskeudes\)/ : /Komputer.*\(Wati Lestari\)/);
});
