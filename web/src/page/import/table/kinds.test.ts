import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { phoneFrom } from '../../../plain/telephone';
import { vocabulary } from '../../../words/id-fields';
import { Refused } from '../read/cells';
import { contentsOf } from '../read/look';
import { orderIn } from './days';
import { nameParts } from './names';
import { nearest } from './near';
import { atOnce } from './sliced';
import { NOTHING_SAID, type Said } from './said';
import { tableOf, understand } from './understand';
import type { Needs } from './values';

const VILLAGES: [string, string][] = [
  ['33.02.19.2001', 'Kalikidang'],
  ['33.02.19.2008', 'Sokaraja Wetan'],
  ['33.02.19.2006', 'Klahang'],
];
const needs = (answers: Record<string, string> = {}): Needs => ({
  today: '2026-11-30',
  villages: VILLAGES,
  people: [
    ['P1', 'Hj. Wartini Prasetya, S.Sos.'],
    ['P2', 'Sarmidi'],
  ],
  words: (name) => Object.entries(vocabulary[name as keyof typeof vocabulary] ?? {}),
  phoneFrom,
  answers,
});

async function rowsOf(given: string | Uint8Array, said: Partial<Said> = {}, answers = {}) {
  const contents = await contentsOf(given);
  const whole = { ...NOTHING_SAID, ...said };
  const { target, table } = tableOf(contents, whole);
  if (!table) throw new Error('no table');
  const found = atOnce(understand(target, table, whole, needs(answers)));
  const problems = found.rows.flatMap((one) =>
    one.problems.map(({ row, code }) => `${row} ${code}`),
  );
  return {
    ...found,
    table,
    target: target.name,
    problems,
    values: found.rows.map((one) => one.values),
  };
}

const refusalOf = (given: Uint8Array | string) =>
  contentsOf(given).then(
    () => 'read',
    (failure: unknown) => (failure instanceof Refused ? failure.code : String(failure)),
  );

const utf16 = (text: string) => new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
const bytes = (text: string) => new TextEncoder().encode(text);

test('titles above, totals and signatures below are no rows', async () => {
  const { table, values } = await rowsOf(
    'DAFTAR PENGURUS\n\nNo;Nama;Desa;No HP\n1;Warsito;Klahang;081234500001\n2;Sri Lestari;Kalikidang;081234500002\nJumlah;2;;\n\n;;;Sokaraja, 5 Januari 2026\n;Mengetahui;;Ketua\n;NIP. 197001011990031001;;',
  );
  expect(table.header).toEqual([3]);
  expect(values.map((one) => one['full_name'])).toEqual(['Warsito', 'Sri Lestari']);
  expect(table.ignored.map(({ why }) => why)).toEqual(['total', 'below_the_table']);
});

test('days of a column are read as any of them says; one that nothing decides is asked about', async () => {
  expect(orderIn(['03/04/2021', '17/08/2021'])).toEqual({ order: 'day_first', asks: false });
  expect(orderIn(['03/04/2021', '08/17/2021'])).toEqual({ order: 'month_first', asks: false });
  expect(orderIn(['03/04/2021'])).toEqual({ order: null, asks: true });
  expect(orderIn(['04/04/2021', '2021-03-04'])).toEqual({ order: null, asks: false });
  const text = 'Nama;Desa;Tanggal SK\nWarsito;Klahang;03/04/2021';
  const asked = await rowsOf(text);
  expect(asked.orders.asks).toEqual(['Tanggal SK']);
  const said = await rowsOf(text, { orders: { 'Tanggal SK': 'month_first' } });
  expect(said.values[0]?.['decree_on']).toBe('2021-03-04');
});

test('what is no whole day, and what Excel has cut off, stays empty and is named', async () => {
  const { problems, values } = await rowsOf(
    'Nama;Desa;Tgl SK;HP\nA;Klahang;2015;8,12346E+11\nB;Klahang;Maret 2018;#N/A\nC;Klahang;31 Februari 2020;081234500001\nD;Klahang;44425;+60 12-345 6789',
  );
  expect(values.map((one) => one['decree_on'])).toEqual([null, null, null, '2021-08-17']);
  expect(values[3]?.['phone']).toBe('+60123456789');
  expect(problems).toEqual([
    '2 year_only',
    '2 digits_lost',
    '3 month_only',
    '3 formula_error',
    '4 no_such_date',
    '5 number_read_as_date',
  ]);
});

test('numbers of the state are dropped under whatever header, and in notes', async () => {
  const { table, problems, values } = await rowsOf(
    'Nama;Identitas;Desa;Keterangan;Nama Ibu Kandung;Alamat Email\nWarsito;3302190101750001;Klahang;NIP 197501012009011001;Sumirah;w@desa.example\nSri;3302190101750002;Klahang;rajin;Aminah;',
  );
  const refused = table.columns.filter(({ why }) => why === 'refused').map(({ header }) => header);
  expect(refused).toEqual(['Identitas', 'Nama Ibu Kandung']);
  expect(values[0]).toMatchObject({ note: null, email: 'w@desa.example' });
  expect(problems).toEqual(['2 looks_like_nik']);
});

test('amounts are read as they are meant, and asked about where nobody can know', async () => {
  const text =
    'Tanggal;Desa;Topik;Biaya\n2026-01-07;Klahang;a;1500000.00\n2026-01-08;Klahang;b;1.500.000,00\n2026-01-09;Klahang;c;1,500,000\n2026-01-10;Klahang;d;12.50\n2026-01-11;Klahang;e;1,5';
  const { target, problems, values } = await rowsOf(text);
  expect(target).toBe('entries');
  expect(values.map((one) => one['amount_rp'])).toEqual([
    1_500_000,
    1_500_000,
    1_500_000,
    null,
    null,
  ]);
  expect(problems).toEqual(['5 amount_unclear', '6 amount_unclear']);
  const answered = await rowsOf(text, {}, { 'amount 12.50': '1250' });
  expect(answered.values[3]?.['amount_rp']).toBe(1250);
});

test('people in entries are found by their names, with and without degrees', async () => {
  const { values, problems } = await rowsOf(
    'Tanggal;Desa;Pendamping;Topik\n2026-01-07;Klahang;Wartini Prasetya, S.Sos.; Siskeudes\n2026-01-08;Klahang, Kalikidang;Sarmidi dan Wartini Prasetya;x\n2026-01-08;Klahang;Sarmidy;y',
  );
  expect(values.map((one) => one['mentors'])).toEqual([['P1'], ['P1', 'P2'], null]);
  expect(values[1]?.['villages']).toEqual(['33.02.19.2006', '33.02.19.2001']);
  expect(problems).toEqual(['4 unknown_person']);
});

test('a year of attendance is a column per day', async () => {
  const { target, table, values } = await rowsOf(
    'DAFTAR HADIR TAHUN 2026\nNama;Desa;5 Jan;Rapat rutin 2/2/2026;7 Mar\nWarsito;Klahang;H;I;\nSri;Klahang;v;A;S',
  );
  expect(target).toBe('attendance');
  const days = table.columns.map(({ field }) => field).filter((one) => one.startsWith('day:'));
  expect(days).toEqual(['day:2026-01-05', 'day:2026-02-02', 'day:2026-03-07']);
  expect(days.map((day) => values[0]?.[day])).toEqual(['hadir', 'izin', null]);
  expect(days.map((day) => values[1]?.[day])).toEqual(['hadir', 'tanpa_kabar', 'sakit']);
});

test('web pages that are called .xls are read; those without a table are not', async () => {
  const { values } = await rowsOf(
    bytes(
      '<html><meta charset=utf-8><table><tr><th colspan=2>Daftar</th></tr><tr><td>Nama<td>Desa</tr><tr><td>Ma&#39;mun<td>Klahang</tr></table>',
    ),
  );
  expect(values).toEqual([{ full_name: "Ma'mun", village_code: '33.02.19.2006' }]);
  expect(await refusalOf(bytes('<!doctype html><p>Masuk dahulu</p>'))).toBe('web_page');
});

test('texts of every sender are decoded', async () => {
  const { values } = await rowsOf(utf16('Nama\tDesa\r\nRené\tKlahang\r\n'));
  expect(values[0]?.['full_name']).toBe('René');
  const open = await rowsOf(bytes('Nama;Desa\n"Budi;Klahang\nSri;Klahang'));
  expect(open.values.length).toBe(2);
});

test('a workbook of another library is read: text, numbers, days, several sheets', async () => {
  const text = (value: string) => ({ value, type: String });
  const sheet = [
    [text('Nama Lengkap'), text('Desa'), text('Tanggal SK'), text('HP')],
    [
      text('Drs. H. Warsito, M.Si.'),
      text('Kode 2006'),
      { value: new Date(Date.UTC(2021, 7, 17)), type: Date, format: 'dd/mm/yyyy' },
      { value: 81234500001, type: Number },
    ],
  ];
  const file = await writeXlsxFile([
    { data: [[text('Petunjuk pengisian')]], sheet: 'Petunjuk' },
    { data: sheet, sheet: 'Isian' },
  ] as never).toBuffer();
  const { table, values, problems } = await rowsOf(new Uint8Array(file));
  expect(table.sheet).toBe('Isian');
  expect(values[0]).toMatchObject({
    full_name: 'Warsito',
    title_prefix: 'Drs. H.',
    title_suffix: 'M.Si.',
    decree_on: '2021-08-17',
    phone: '+6281234500001',
  });
  expect(problems).toEqual(['2 unknown_village']);
});

test('what is too large is refused before it is unpacked, also where it says that it is small', async () => {
  const bomb = new Uint8Array(
    readFileSync(join(import.meta.dirname, '../../../../../tests/samples/15-bom-zip.xlsx')),
  );
  const view = new DataView(bomb.buffer);
  for (let at = 0; at < bomb.length - 46; at += 1)
    if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 1e8)
      view.setUint32(at + 24, 90_000, true);
  const begun = performance.now();
  expect(await refusalOf(bomb)).toBe('too_big');
  expect(performance.now() - begun).toBeLessThan(1_000);
  expect(await refusalOf(`Nama;Desa\n${'Warsito;Klahang\n'.repeat(5_200)}`)).toBe('too_big');
  expect(await refusalOf(new Uint8Array(0))).toBe('empty');
  expect(await refusalOf(bytes('\n ; ; \n'))).toBe('empty');
  expect(await refusalOf(bytes('%PDF-1.7 ...'))).toBe('other_kind');
});

test('degrees leave a name, and nothing else does', () => {
  expect(nameParts('Hj. Nur Hidayah')).toEqual({ name: 'Nur Hidayah', before: 'Hj.', behind: '' });
  expect(nameParts('Dr. H. Slamet, S.E., M.M.')).toMatchObject({
    name: 'Slamet',
    before: 'Dr. H.',
  });
  expect(nameParts('H Slamet')).toMatchObject({ name: 'H Slamet' });
  expect(nameParts('Irma Suryani')).toMatchObject({ name: 'Irma Suryani', before: '' });
  expect(nameParts('Bapak Kasno')).toMatchObject({ name: 'Kasno', before: '' });
});

test('the nearest is proposed, and nothing where two are equally near', () => {
  expect(nearest('Sokarja Wetan', VILLAGES)).toBe('33.02.19.2008');
  expect(nearest('Purwokerto', VILLAGES)).toBe('');
  expect(
    nearest('Sokaraja', [
      ['a', 'Sokaraja Lor'],
      ['b', 'Sokaraja Kidul'],
    ]),
  ).toBe('');
});
