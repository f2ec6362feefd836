import { expect, test } from 'vitest';
import type { Fields, View } from '../../../between/contract';
import { mergedIn } from '../../../plain/merged';
import { textOf } from '../../../plain/fields';
import { ulid } from '../../../plain/ulid';
import type { Doc } from '../../phone/device.svelte';
import { ASKED, marksBy, meetingsIn } from './attendance';
import { at } from './cross';
import { gradesIn, heatOf } from './grades';
import { loadIn, mentoringIn, reachedIn } from './mentoring';
import { marksIn, owedIn } from './obligations';
import { ALWAYS, endOf, periodOf, stepsOf } from './period';
import { problemsIn } from './problems';
import { GONE, type Source } from './source';
import { byAssignee, promisedIn } from './tasks';

const TODAY = '2026-11-30';
const YEAR = periodOf('2026', TODAY);

function viewOf(doc: string, fields: Fields, conflicts: string[] = []): View {
  return {
    ...{ doc, kind: doc.split('/')[0] ?? '', heads: ['h'], fields },
    conflicts: conflicts.map((path) => ({ path, versions: [] })),
    ...{ doubts: [], after_archive: [], edited: null },
  };
}

/** What a phone shows, of some documents. */
function sourceOf(views: View[], today = TODAY): Source {
  const docs = views.map((view) => ({ view }) as Doc);
  const cards = views.filter(({ kind }) => kind === 'member');
  const { cardOf } = mergedIn(cards);
  const card = (member: string) => cards.find(({ doc }) => doc === `member/${member}`);
  return {
    of: (kind) => docs.filter(({ view }) => view.kind === kind),
    personOf: (member) => (card(cardOf(member)) ? cardOf(member) : ''),
    villageOf: (member) => textOf(card(member)?.fields, 'village_code'),
    today,
    dayOf: (ms) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta' }).format(ms),
  };
}

const log = (doc: string, entries: Record<string, Fields>, conflicts: string[] = []) =>
  viewOf(doc, { entries: entries as unknown as Fields }, conflicts);

test('a period is a year, a part of one, days of one’s own, or everything', () => {
  const days = (code: string) => {
    const { from, until } = periodOf(code, TODAY);
    return `${from} ${until}`;
  };
  expect(days('2024-02')).toBe('2024-02-01 2024-02-29');
  expect(days('2026-s2')).toBe('2026-07-01 2026-12-31');
  expect(days('2026-t1')).toBe('2026-01-01 2026-03-31');
  expect(days('2026-03-09_2026-01-05')).toBe('2026-01-05 2026-03-09');
  for (const wrong of ['', '2026-13', '2026-02-30_2026-03-01', 'x', '2026-t5'])
    expect(days(wrong), wrong).toBe('2026-01-01 2026-12-31');
  expect(stepsOf(periodOf('2026-t4', TODAY), [])).toEqual(['2026-10', '2026-11', '2026-12']);
  expect(stepsOf(periodOf(ALWAYS, TODAY), ['2019-05-01', '2026-01-31', ''])).toEqual([
    '2019',
    '2020',
    '2021',
    '2022',
    '2023',
    '2024',
    '2025',
    '2026',
  ]);
  expect(stepsOf(periodOf(ALWAYS, TODAY), [''])).toEqual([]);
  expect([endOf('2024-02'), endOf('2024')]).toEqual(['2024-02-29', '2024-12-31']);
});

test('an entry counts by its own date, in every village it names, and once in the sum', () => {
  const source = sourceOf([
    log('log/A/2025', {
      // Put right since: it stands in the log of another year.
      E1: {
        date: '2026-01-01',
        kind: 'pelatihan',
        villages: ['A', 'B'],
        competences: ['K1', 'K2'],
      },
      E2: { date: '2025-12-31', kind: 'pelatihan' },
    }),
    log('log/B/2026', {
      E3: { date: '2026-01-31', kind: 'konsultasi', medium: 'telepon' },
      E4: { date: '2026-02-01' },
      gone: { date: '2026-02-01', archived_on: '2026-02-02' },
      plan: { date: '2026-02-01', state: 'rencana' },
      off: { date: '2026-02-01', state: 'batal' },
      ahead: { date: '2026-12-01' },
      none: { topic: 'tanpa tanggal' },
    }),
  ]);
  const { entries, by, notHeld, undated } = mentoringIn(source, YEAR);
  expect([entries.length, by.village.all, notHeld, undated]).toEqual([3, 3, 3, 1]);
  expect([...by.village.rows]).toEqual([
    ['A', 1],
    ['B', 3],
  ]);
  expect([at(by.step, '2026-01', 'pelatihan'), at(by.step, '2026-01', 'konsultasi')]).toEqual([
    1, 1,
  ]);
  expect([at(by.step, '2026-02', ''), at(by.competence, 'K2', 'pelatihan')]).toEqual([1, 1]);
  // Nobody said a competence, a form, a medium.
  expect([by.competence.rows.get(''), by.kind.rows.get(''), by.kind.columns.get('')]).toEqual([
    2, 1, 2,
  ]);
  const one = mentoringIn(source, YEAR, 'A');
  expect([one.entries.length, one.undated]).toEqual([1, 0]);
});

test('what people disagree about counts as it is shown, and is told', () => {
  const source = sourceOf([
    log('log/A/2026', { E1: { date: '2026-05-01' }, E2: { date: '2026-05-01' } }, [
      'entries/E1/date',
      'entries/E2/topic',
    ]),
  ]);
  const { entries, disputed } = mentoringIn(source, YEAR);
  expect([entries.length, disputed]).toEqual([2, 1]);
});

test('villages that nobody went to come first, with the last time before the end of the period', () => {
  const source = sourceOf([
    log('log/A/2025', { E1: { date: '2025-03-01' } }),
    log('log/B/2026', { E2: { date: '2026-04-01' } }),
    log('log/lama/2026', { E3: { date: '2026-11-01' } }),
  ]);
  const rows = reachedIn(source, periodOf('2026-t2', TODAY), ['A', 'B', 'C']);
  expect(rows.map(({ village, count, last }) => [village, count, last])).toEqual([
    ['C', 0, ''],
    ['A', 0, '2025-03-01'],
    ['B', 1, '2026-04-01'],
  ]);
});

test('two cards of one person are one mentor; who is known no more is still counted', () => {
  const source = sourceOf([
    viewOf('member/SITI', { full_name: 'Siti' }),
    viewOf('member/DUA', { full_name: 'Siti R.', merged_into: 'SITI' }),
    log('log/A/2026', {
      E1: {
        ...{ date: '2026-05-01', start: '22:30', end: '00:15', kind: 'konsultasi' },
        ...{ mentors: ['SITI', 'DUA'], mentees: ['X', 'SITI'] },
      },
      E2: { date: '2026-05-02', start: '09:00', mentors: ['HILANG'], villages: ['A', 'B'] },
      E3: { date: '2026-05-03' },
    }),
  ]);
  const { rows, by, nobody } = loadIn(source, YEAR);
  expect(rows).toEqual([
    { member: GONE, count: 1, villages: 2, people: 0, minutes: 0, last: '2026-05-02' },
    { member: 'SITI', count: 1, villages: 1, people: 1, minutes: 105, last: '2026-05-01' },
  ]);
  expect([at(by, 'SITI', 'konsultasi'), nobody, by.all]).toEqual([1, 1, 3]);
});

test('grades are those agreed on; what cards or people say two ways is left out', () => {
  const source = sourceOf([
    viewOf('member/A', { full_name: 'A', village_code: 'V' }),
    viewOf('member/A2', { full_name: 'A', merged_into: 'A' }),
    viewOf('member/B', { full_name: 'B' }),
    viewOf('assessment/A/2026-1', { agreed: { K1: '2', K2: '4', K3: '0', K4: 'mahir' } }),
    viewOf('assessment/A2/2026-1', { agreed: { K1: '3', K2: '4' } }),
    viewOf('assessment/B/2026-1', { agreed: { K1: '1', K2: '2' } }, ['agreed/K2']),
    viewOf('assessment/B/2025-2', { agreed: { K1: '1' } }),
    viewOf('assessment/HILANG/2026-1', { agreed: { K1: '4' } }),
  ]);
  const { rows, periods, disputed, unread } = gradesIn(source, YEAR);
  expect([periods, disputed, unread]).toEqual([['2026-1'], 2, 1]);
  expect(rows.map(({ member, grades }) => [member, [...grades]])).toEqual([
    ['A', [['K2', 4]]],
    ['B', [['K1', 1]]],
  ]);
  // Whoever has no village has a row as well.
  const heat = heatOf(rows);
  expect([heat.get('V')?.get('K2'), heat.get('')?.get('K1')]).toEqual([
    { mean: 4, count: 1 },
    { mean: 1, count: 1 },
  ]);
  expect(gradesIn(source, periodOf(ALWAYS, TODAY)).periods).toEqual(['2025-2', '2026-1']);
  expect(gradesIn(source, periodOf('2026-s2', TODAY)).rows).toEqual([]);
});

test('a promise stands in the period in which it is due, or was written down where the forum is', () => {
  // Half past midnight of 1 February in western Indonesia.
  const key = ulid(Date.UTC(2026, 0, 31, 17, 30));
  const source = sourceOf([
    viewOf('member/A', { full_name: 'A' }),
    log('log/V/2026', {
      E1: {
        date: '2026-01-10',
        follow_ups: {
          [key]: { what: 'tanpa tenggat', assignee: 'A' },
          late: { assignee: 'A', due_on: '2026-02-10', state: 'done', done_on: '2026-02-11' },
          done: { assignee: 'A', due_on: '2026-02-10', state: 'done', done_on: '2026-02-10' },
          over: { assignee: 'HILANG', due_on: '2026-02-10' },
          drop: { due_on: '2026-02-10', state: 'dropped' },
          next: { assignee: 'A', due_on: '2026-03-01' },
        } as unknown as Fields,
      },
      gone: {
        archived_on: '2026-01-11',
        follow_ups: { x: { due_on: '2026-02-10' } } as unknown as Fields,
      },
    }),
    viewOf('note/N', { follow_ups: { y: { due_on: '2026-02-02', state: 'done' } } }, [
      'follow_ups/y/state',
    ]),
    viewOf('private/A/B/2026', { follow_ups: { z: { due_on: '2026-02-02' } } }),
    viewOf('board/N', { follow_ups: { z: { due_on: '2026-02-02' } } }),
  ]);
  const counted = byAssignee(promisedIn(source, periodOf('2026-02', TODAY)));
  const cells = (member: string) => Object.fromEntries(counted.cells.get(member) ?? []);
  expect(cells('A')).toEqual({ open: 1, late: 1, done: 1 });
  expect(cells(GONE)).toEqual({ overdue: 1 });
  // Done for one and not for another is not done.
  expect(cells('')).toEqual({ dropped: 1, overdue: 1 });
  expect(counted.all).toBe(6);
  expect(promisedIn(source, periodOf('2026-01', TODAY))).toEqual([]);
});

test('problems come up and are solved in months, and what is open is counted at their end', () => {
  const key = ulid(Date.UTC(2026, 2, 31, 18));
  const source = sourceOf([
    viewOf(
      'problems/V',
      {
        problems: {
          a: { since: '2025-12-01', category: 'siskeudes_teknis' },
          b: { since: '2026-01-31', problem_state: 'solved', solved_on: '2026-03-01' },
          c: { since: '2026-02-01', problem_state: 'solved' },
          d: { since: '2026-02-01', problem_state: 'solved', solved_on: '2026-02-02' },
          [key]: { title: 'Tanpa tanggal' },
          x: { since: '2026-02-01', archived_on: '2026-02-01' },
        } as unknown as Fields,
      },
      ['problems/d/problem_state'],
    ),
  ]);
  const { by, all, undated, categories } = problemsIn(source, YEAR);
  expect(by.get('2026-01')).toEqual({ opened: 1, closed: 0, open: 2 });
  expect(by.get('2026-02')).toEqual({ opened: 2, closed: 0, open: 3 });
  expect(by.get('2026-03')).toEqual({ opened: 0, closed: 1, open: 2 });
  expect(by.get('2026-04')).toEqual({ opened: 1, closed: 0, open: 3 });
  expect(by.has('2026-12')).toBe(false);
  expect([all, undated]).toEqual([{ opened: 4, closed: 1, open: 3 }, 1]);
  expect(categories.get('siskeudes_teknis')).toEqual({ opened: 0, closed: 0, open: 1 });
});

test('an event and its minutes are one meeting; who is marked two ways is in question', () => {
  const source = sourceOf([
    viewOf('member/A', { full_name: 'A' }),
    viewOf('member/A2', { full_name: 'A', merged_into: 'A' }),
    viewOf('member/B', { full_name: 'B' }),
    viewOf('event/M1', { date: '2026-05-01', guests: 3, attendance: { A: 'hadir', B: 'izin' } }),
    viewOf('note/M1', {
      date: '2026-05-02',
      title: 'Rapat',
      attendance: { A2: 'hadir', B: 'hadir' },
    }),
    viewOf('note/M2', {
      date: '2026-05-03',
      attendance: { A: 'dinas_luar', H1: 'hadir', H2: 'izin' },
    }),
    viewOf('note/M3', { date: '2026-05-03', attendance: { A: 'hadir' } }, ['attendance/A']),
    viewOf('event/off', { date: '2026-05-03', state: 'batal', attendance: { A: 'hadir' } }),
    viewOf('note/old', {
      date: '2026-05-03',
      archived_on: '2026-06-01',
      attendance: { A: 'hadir' },
    }),
    viewOf('note/ahead', { date: '2026-12-24', attendance: { A: 'hadir' } }),
    viewOf('note/empty', { date: '2026-05-03' }),
    viewOf('board/few', { date: '2026-05-03', attendance: { A: 'hadir' } }),
  ]);
  const meetings = meetingsIn(source, YEAR);
  expect(meetings.map(({ id, date, title, guests }) => [id, date, title, guests])).toEqual([
    ['M1', '2026-05-01', 'Rapat', 3],
    ['M2', '2026-05-03', '', 0],
    ['M3', '2026-05-03', '', 0],
  ]);
  const by = marksBy(meetings);
  expect(Object.fromEntries(by.get('A') ?? [])).toEqual({ hadir: 1, dinas_luar: 1, [ASKED]: 1 });
  expect(Object.fromEntries(by.get('B') ?? [])).toEqual({ [ASKED]: 1 });
  expect([...(by.get(GONE) ?? [])]).toEqual([['hadir', 1]]);
});

test('what is owed every month is owed in each, and a mark outlives a day that is put right', () => {
  const settings = (day: string): Fields => ({
    obligations: {
      bulan: { title: 'Laporan', due_on: `2026-01-${day}`, every: 'month' },
      sekali: { title: 'LPPD', due_on: '2026-03-31', every: 'once' },
      lama: { title: 'Lama', due_on: '2026-01-01', archived_on: '2026-01-02' },
    } as unknown as Fields,
  });
  const owed = owedIn(settings('31'), periodOf('2026-t1', TODAY), TODAY);
  expect(owed.map(({ on, title }) => `${on} ${title}`)).toEqual([
    '2026-01-31 Laporan',
    '2026-02-28 Laporan',
    '2026-03-31 Laporan',
    '2026-03-31 LPPD',
  ]);
  expect(owed.map(({ mark }) => mark)).toEqual([
    '2026_01:obligation:bulan',
    '2026_02:obligation:bulan',
    '2026_03:obligation:bulan',
    'once:obligation:sekali',
  ]);
  expect(owedIn(settings('10'), periodOf('2026-02', TODAY), TODAY)[0]?.mark).toBe(owed[1]?.mark);
  expect(owedIn(settings('10'), periodOf('2025', TODAY), TODAY)).toEqual([]);
  expect(owedIn(settings('10'), periodOf(ALWAYS, TODAY), TODAY)).toHaveLength(12);
  const source = sourceOf([
    viewOf('log/V/2025', { links: ['E1:event:01J', '2026_01:obligation:bulan'] }),
  ]);
  expect([...(marksIn(source).get('V') ?? [])]).toEqual(['2026_01:obligation:bulan']);
});
