import { expect, test } from 'vitest';
import type { Edit, Fields, View } from '../../../between/contract';
import { blankView } from '../../phone/context';
import type { ListRow, Values } from '../table/records';
import { matchEntries, matchVillages, Meetings } from './others';
import { matchPeople, missingFrom } from './people';
import { planRow } from './plan';
import { backOf, editsOf, stepsOf, toTakeBack, type Step } from './steps';

const row = (at: number, values: Values, id = ''): ListRow => ({
  row: at,
  id,
  values,
  problems: [],
});
const view = (doc: string, fields: Fields): View => ({
  ...blankView(doc, doc.split('/', 1)[0] ?? ''),
  fields,
});
const SITI = view('member/SITI', {
  full_name: 'Hj. Siti Aminah',
  phone: '+6281234500001',
  village_code: '33.02.19.2006',
  can_speak_on: ['K1'],
  note: 'lama',
});
const cards = (views: View[], undone: string[] = []) => ({
  views,
  cardOf: (id: string) => id,
  undone: new Set(undone),
});
const NOBODY = new Set<number>();

function planned(rows: ListRow[], views: View[], undone: string[] = []) {
  const matched = matchPeople(rows, cards(views, undone), NOBODY);
  const byDoc = new Map(views.map((one) => [one.doc, one]));
  return rows.map((one, at) => {
    const found = matched[at];
    if (!found) throw new Error('no match');
    return planRow(one, found, (doc) => byDoc.get(doc));
  });
}

/** What a document says after some edits. */
function after(before: View, edits: Edit[]): View {
  const fields = structuredClone(before.fields);
  for (const edit of edits) {
    const { path } = edit;
    if (edit.op === 'set') fields[path] = edit.value ?? '';
    const there = (fields[path] ?? []) as string[];
    if (edit.op === 'include') fields[path] = [...there, edit.key];
    if (edit.op === 'exclude') fields[path] = there.filter((key) => key !== edit.key);
    if (edit.op === 'splice') fields[path] = edit.insert;
  }
  return { ...before, fields };
}

test('a person is found by number, then by name and village; what is uncertain is doubtful', () => {
  const kinds = planned(
    [
      row(2, { full_name: 'Siti Aminah', phone: '+6281234500001', title_prefix: 'Hj.' }),
      row(3, { full_name: 'Budi Utomo', phone: '+6281234500001' }),
      row(4, { full_name: 'SITI AMINAH', village_code: '33.02.19.2001' }),
      row(5, { full_name: 'Kasno', village_code: '33.02.19.2001' }),
      row(6, { full_name: null, phone: '+6281234500009' }),
    ],
    [SITI],
  ).map(({ kind, doubt }) => [kind, doubt]);
  expect(kinds).toEqual([
    ['same', null],
    ['doubtful', 'twice'],
    ['doubtful', 'twice'],
    ['new', null],
    ['doubtful', 'nameless'],
  ]);
  const [other] = planned([row(2, { full_name: 'Budi Utomo', phone: '+6281234500001' })], [SITI]);
  expect([other?.kind, other?.doubt]).toEqual(['doubtful', 'other_name']);
  const [moved] = planned([row(2, { full_name: 'Siti Aminah', village_code: 'x' })], [SITI]);
  expect(moved?.doubt).toBe('other_village');
});

test('only what differs changes; an empty cell empties nothing, a list only grows', () => {
  const [one] = planned(
    [
      row(2, {
        full_name: 'Siti Aminah',
        phone: '+6281234500001',
        village_code: null,
        can_speak_on: ['K1', 'K2'],
        note: 'baru',
      }),
    ],
    [SITI],
  );
  expect(one?.steps).toEqual([
    { doc: 'member/SITI', how: 'include', path: 'can_speak_on', key: 'K2' },
    { doc: 'member/SITI', how: 'text', path: 'note', was: 'lama', is: 'baru' },
  ]);
});

test('an import is taken back exactly, and what others wrote since stays', () => {
  const part = {
    doc: SITI.doc,
    below: '',
    made: false,
    back: false,
    values: {
      phone: '+6281234500002',
      village_code: '33.02.19.2001',
      can_speak_on: ['K2'],
      note: 'baru',
    },
  };
  const steps = stepsOf(part, SITI);
  const imported = after(
    SITI,
    steps.flatMap((step) => editsOf(step, SITI)),
  );
  expect(imported.fields['phone']).toBe('+6281234500002');
  // Twice is once.
  expect(steps.flatMap((step) => editsOf(step, imported))).toEqual([]);
  const edited = after(imported, [{ op: 'set', path: 'phone', value: '+6281234500003' }]);
  const back = toTakeBack(steps).flatMap((step) => backOf(step, edited, '2026-11-30'));
  expect(after(edited, back).fields).toEqual({ ...SITI.fields, phone: '+6281234500003' });
  expect(toTakeBack(steps).flatMap((step) => backOf(step, SITI, '2026-11-30'))).toEqual([]);
});

test('what was made is put away, with all that is in it, and comes back with the next import', () => {
  const values = { full_name: 'Kasno', village_code: '33.02.19.2001' };
  const [made] = planned([row(2, values)], []);
  const steps = made?.steps ?? [];
  const log = toTakeBack(steps);
  expect(log.map(({ how }: Step) => how)).toEqual(['make']);
  const doc = log[0]?.doc ?? '';
  const card = view(doc, { ...values, nickname: 'Kas' });
  const away = after(
    card,
    log.flatMap((step) => backOf(step, card, '2026-11-30')),
  );
  expect(away.fields).toEqual({ ...card.fields, archived_on: '2026-11-30' });
  const [again] = planned([row(2, values)], [away], [doc]);
  expect([again?.kind, again?.steps]).toEqual([
    'changes',
    [{ doc, how: 'set', path: 'archived_on', was: '2026-11-30', is: null }],
  ]);
  // Somebody else put it away for a reason.
  expect(planned([row(2, values)], [away])[0]?.doubt).toBe('archived');
});

test('who is in no row is named, and who is put away is not', () => {
  const budi = view('member/BUDI', { full_name: 'Budi' });
  const gone = view('member/GONE', { full_name: 'Gone', archived_on: '2026-01-01' });
  const rows = [row(2, { full_name: 'Siti Aminah', phone: '+6281234500001' })];
  const matched = matchPeople(rows, cards([SITI, budi, gone]), NOBODY);
  expect(missingFrom(matched, [SITI, budi, gone]).map(({ doc }) => doc)).toEqual(['member/BUDI']);
});

test('villages, entries and meetings are found again', () => {
  const settings = view('settings', { villages: { '33.02.19.2006': 'Klahang' } });
  const villages = matchVillages(
    [
      row(2, { code: '3302192006', name: 'Desa Klahang' }),
      row(3, { code: '33.02.19.2001', name: 'Kalikidang' }),
      row(4, { code: null, name: 'Wiradadi' }),
    ],
    settings,
  );
  expect(villages.map(({ parts, doubt }) => [parts[0]?.values, doubt])).toEqual([
    [{}, null],
    [{ 'villages/33.02.19.2001': 'Kalikidang' }, null],
    [{}, 'incomplete'],
  ]);
  const log = view('log/33.02.19.2006/2026', {
    entries: { E1: { date: '2026-01-07', topic: 'Siskeudes' } },
  });
  const entry = (topic: string, id = '') =>
    row(2, { date: '2026-01-07', villages: ['33.02.19.2006'], topic }, id);
  const entries = matchEntries(
    [entry('SISKEUDES'), entry('APBDes'), entry('apbdes'), entry('Judul baru', 'E1')],
    [log],
    new Set(),
  );
  expect(entries.map(({ parts, doubt }) => [parts[0]?.made, doubt])).toEqual([
    [false, null],
    [true, null],
    [false, 'twice'],
    [false, null],
  ]);
  const event = view('event/A', { date: '2026-01-05', title: 'Rapat rutin' });
  const meetings = new Meetings([event], new Set(), (day) => `Pertemuan ${day}`);
  expect(meetings.at({ date: '2026-01-05', title: '' }).doc).toBe('event/A');
  expect(meetings.at({ date: '2026-01-05', title: 'Bimtek' }).made).toBe(true);
  const fresh = meetings.at({ date: '2026-02-02', title: '' });
  expect(fresh.values).toMatchObject({ title: 'Pertemuan 2026-02-02', date: '2026-02-02' });
  expect(meetings.at({ date: '2026-02-02', title: '' }).doc).toBe(fresh.doc);
});

test('an entry of several villages goes into the log of the first, and is found in whichever it stands', () => {
  const [first, second] = ['33.02.19.2006', '33.02.19.2001'];
  const values = { date: '2026-01-07', villages: [first, second], topic: 'Siskeudes' };
  const [made] = matchEntries([row(2, values)], [], new Set());
  expect(made?.parts[0]).toMatchObject({ doc: `log/${first}/2026`, made: true });
  const one = { date: '2026-01-07', topic: 'Siskeudes' };
  const logs = [
    view(`log/${second}/2026`, { entries: { BOTH: { ...one, villages: [first] } } }),
    view(`log/${first}/2026`, { entries: { OWN: one } }),
  ];
  const keys = [values, { ...values, villages: [first] }].map(
    (said) => matchEntries([row(2, said)], logs, new Set())[0]?.parts[0]?.below,
  );
  expect(keys).toEqual(['entries/BOTH/', 'entries/OWN/']);
});
