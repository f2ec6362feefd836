import { beforeEach, expect, test } from 'vitest';
import '../kinds/table';
import type { View } from '../../between/contract';
import { itemsIn, villageItems } from '../find/items';
import { forum } from '../language/forum.svelte';
import { tsvOf } from './csv';
import { fileName } from './file-name';
import { isIn, tableOf, type TableName } from './tables';
import { wholeOf } from './whole';
import { sheetNames } from './xlsx';

beforeEach(() => {
  const settings = { villages: { '33.02.19.2001': 'Kalikidang', '33.02.19.2003': 'Klahang' } };
  forum.follow(() => settings);
});

const view = (doc: string, fields: View['fields'], more: Partial<View> = {}): View => ({
  ...{ doc, kind: doc.split('/')[0] ?? '', fields, heads: [], edited: null },
  ...{ conflicts: [], doubts: [], after_archive: [], ...more },
});
const version = (value: string) => ({
  ...{ id: value, value, member: null, device: null, at: 1, winner: false },
});
const NAMES: Record<string, string> = {
  ...{ M1: 'Siti Rahayu', M2: 'Budi Santosa', M3: 'Budi Santosa' },
};
/** A second card of Budi's. */
const MERGED: Record<string, string> = { M3: 'M2' };
const people = {
  cardOf: (member: string) => MERGED[member] ?? member,
  nameOf: (member: string) => NAMES[member] ?? '?',
  villageOf: (member: string) => (member === 'M1' ? '33.02.19.2001' : ''),
};
const VIEWS = [
  view(
    'member/M1',
    { full_name: 'Siti Rahayu', phone: '+6281234567890', village_code: '33.02.19.2001' },
    { conflicts: [{ path: 'email', versions: [version('a@contoh.id'), version('b@contoh.id')] }] },
  ),
  view('log/33.02.19.2003/2026', {
    entries: {
      E1: {
        topic: '=1+1',
        date: '2026-03-12',
        start: '09:30',
        villages: ['33.02.19.2001'],
        mentors: ['M1', 'M2'],
        amount_rp: 1500000,
        competences: ['K2'],
        follow_ups: { F1: { what: 'Kirim', assignee: 'M2', due_on: '2026-04-01' } },
      },
    },
  }),
  view('note/N1', {
    title: 'Rapat rutin',
    date: '2026-05-02',
    decisions: { D1: { text: 'Membeli printer', amount_rp: 200000, owner: 'M1' } },
    attendance: { M1: 'hadir', M2: 'izin' },
  }),
  view('event/V1', { title: 'Rapat rutin', date: '2026-05-02', attendance: { M1: 'sakit' } }),
];

function rowsOf(table: TableName, chosen: (name: string) => boolean = () => true, views = VIEWS) {
  const items = [...villageItems(), ...views.flatMap(itemsIn)].filter((item) => isIn(table, item));
  const { columns, rows } = tableOf(table, items, chosen, people);
  const heads = columns.map(({ label }) => label);
  return { heads, rows, of: (at: number, head: string) => rows[at]?.[heads.indexOf(head)] };
}

test('each row says what the screen says, in a form that can be read back', () => {
  const members = rowsOf('person');
  expect(members.of(0, 'Nomor WhatsApp')).toBe('0812-3456-7890');
  expect(members.of(0, 'Desa')).toBe('Kalikidang');
  expect(members.of(0, 'Kode')).toBe('M1');
  const entries = rowsOf('entry');
  expect(entries.of(0, 'Desa')).toBe('Klahang; Kalikidang');
  expect(entries.of(0, 'Tanggal')).toBe('12/03/2026');
  expect(entries.of(0, 'Jam mulai')).toBe('09.30');
  expect(entries.of(0, 'Pendamping')).toBe('Siti Rahayu; Budi Santosa');
  expect(entries.of(0, 'Jumlah uang')).toBe('1500000');
  expect(entries.of(0, 'Kode')).toBe('E1');
  const tasks = rowsOf('task');
  expect(tasks.of(0, 'Asal')).toBe('=1+1');
  expect(tasks.of(0, 'Tenggat')).toBe('01/04/2026');
  expect(rowsOf('decision').of(0, 'Asal')).toBe('Rapat rutin');
  expect(rowsOf('village').rows).toContainEqual(['33.02.19.2003', 'Klahang']);
});

test('what is not settled leaves in both versions', () => {
  const email = rowsOf('person').of(0, 'Email') ?? '';
  expect(email).toContain('a@contoh.id');
  expect(email).toContain('b@contoh.id');
});

test('of columns those that were chosen, each head once', () => {
  const few = rowsOf('entry', (name) => name === 'topic' || name === '@code');
  expect(few.heads).toEqual(['Topik', 'Kode']);
  for (const table of ['person', 'entry', 'task', 'decision', 'problem', 'event'] as const) {
    const { heads } = rowsOf(table);
    expect(new Set(heads).size, table).toBe(heads.length);
  }
});

test('attendance is a row per person and a column per meeting', () => {
  const { heads, rows } = rowsOf('attendance');
  expect(heads).toEqual([
    ...['Kode', 'Nama lengkap', 'Desa', '2026-05-02 Rapat rutin', '2026-05-02 Rapat rutin (2)'],
  ]);
  expect(rows).toEqual([
    ['M2', 'Budi Santosa', '', 'Izin', ''],
    ['M1', 'Siti Rahayu', 'Kalikidang', 'Hadir', 'Sakit'],
  ]);
});

test('whoever has two cards has one row, with what was marked with either', () => {
  const { rows } = rowsOf('attendance', undefined, [
    view('note/N9', { title: 'Satu', date: '2026-01-01', attendance: { M3: 'hadir' } }),
    view('note/N8', { title: 'Dua', date: '2026-01-02', attendance: { M2: 'hadir', M3: 'izin' } }),
    view('note/N7', { title: 'Tiga', date: '2026-01-03', attendance: { M2: '', M3: 'sakit' } }),
  ]);
  const both = '[versi A: Hadir | versi B: Izin]';
  expect(rows).toEqual([['M2', 'Budi Santosa', '', 'Hadir', both, 'Sakit']]);
});

test('pasted cells are guarded as files are, and names of files say whose and when', () => {
  expect(tsvOf([['=1+1', 'a\nb']])).toBe("'=1+1\ta b");
  expect(fileName('Paguyuban Uji', 'Daftar hadir', '2026-11-30', 'csv')).toBe(
    'paguyuban-uji-daftar-hadir-2026-11-30.csv',
  );
});

test('the whole holds every document with every version', () => {
  const me = { forum: 'F', forum_name: 'Uji', member: 'M1', role: 'member' } as Parameters<
    typeof wholeOf
  >[1];
  const read = JSON.parse(wholeOf(VIEWS, me, 0)) as { documents: View[] };
  expect(read.documents.map(({ doc }) => doc)).toEqual(VIEWS.map(({ doc }) => doc));
  expect(read.documents[0]?.conflicts[0]?.versions.length).toBe(2);
});

test('sheets have names that Excel takes, and no two the same', () => {
  expect(sheetNames(['Rekap: Desa/Bulan', 'rekap desa bulan', '', "'a'"])).toEqual([
    'Rekap Desa Bulan',
    'rekap desa bulan 2',
    '-',
    'a',
  ]);
  const long = 'Nilai tiap desa dan kompetensi, semester 1 tahun 2026';
  const [one = '', two = ''] = sheetNames([long, long]);
  expect([one.length <= 31, two.length <= 31, two.endsWith(' 2'), one === two]).toEqual([
    ...[true, true, true, false],
  ]);
});
