import { expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { phoneFrom } from '../../../plain/telephone';
import { vocabulary } from '../../../words/id-fields';
import { contentsOf } from '../read/look';
import { NOTHING_SAID } from './said';
import { atOnce } from './sliced';
import { tableOf, understand } from './understand';

// Lists as offices hand them around, made here cell by cell; all names are invented.

const VILLAGES: [string, string][] = [
  ['33.02.19.2001', 'Kalikidang'],
  ['33.02.19.2006', 'Klahang'],
  ['33.02.19.2008', 'Sokaraja Wetan'],
];
const KLAHANG = '33.02.19.2006';
const KALIKIDANG = '33.02.19.2001';

async function understood(given: string | Uint8Array) {
  const { target, table } = tableOf(await contentsOf(given), NOTHING_SAID);
  if (!table) throw new Error('no table');
  const { rows } = atOnce(
    understand(target, table, NOTHING_SAID, {
      today: '2026-11-30',
      villages: VILLAGES,
      people: [['P1', 'Sarmidi']],
      words: (name) => Object.entries(vocabulary[name as keyof typeof vocabulary] ?? {}),
      phoneFrom,
      answers: {},
    }),
  );
  return {
    target: target.name,
    table,
    values: rows.map(({ values }) => values),
    names: rows.map(({ values }) => values['full_name']),
    problems: rows.flatMap(({ problems }) => problems.map(({ row, code }) => `${row} ${code}`)),
    refused: table.columns.filter(({ why }) => why === 'refused').map(({ header }) => header),
  };
}

type Made = string | number | Date | null | { text: string; over?: number; down?: number };

/** One cell as the writer wants it; a merged one is followed by empty ones. */
function made(cell: Made) {
  if (cell === null) return null;
  if (cell instanceof Date) return { value: cell, type: Date, format: 'd mmm yyyy' };
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'string') return { value: cell, type: String };
  const { text, over, down } = cell;
  return {
    ...{ value: text, type: String },
    ...(over && { columnSpan: over }),
    ...(down && { rowSpan: down }),
  };
}

async function workbook(sheets: Record<string, Made[][]>): Promise<Uint8Array> {
  const data = Object.entries(sheets).map(([sheet, rows]) => ({
    data: rows.map((row) => row.map(made)),
    sheet,
  }));
  return new Uint8Array(await writeXlsxFile(data as never).toBuffer());
}

/** What Excel in a Western Windows writes: a byte a letter. Signs that only browsers know are in `08` of the samples. */
const windows = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

test('semicolons and letters of Windows, in a text without a mark', async () => {
  const { values, problems } = await understood(
    windows(
      "Nama;Desa;No. HP;Keterangan\r\nMa'mun Fauzi;Klahang;0812-3450-0001;café\r\nRené Wibowo;Kalikidang;0812 3450 0002;\r\n",
    ),
  );
  expect(values).toMatchObject([
    { full_name: "Ma'mun Fauzi", village_code: KLAHANG, note: 'café' },
    { full_name: 'René Wibowo', phone: '+6281234500002' },
  ]);
  expect(problems).toEqual([]);
});

test('a header in row 5 below a letterhead that spans the sheet', async () => {
  const { table, names, values } = await understood(
    await workbook({
      Sheet1: [
        [{ text: 'PEMERINTAH KABUPATEN CONTOH', over: 4 }, null, null, null],
        [{ text: 'KECAMATAN SOKARAJA', over: 4 }, null, null, null],
        [{ text: 'DAFTAR NAMA SEKRETARIS DESA TAHUN 2026', over: 4 }, null, null, null],
        [null, null, null, null],
        ['NO', 'NAMA LENGKAP', 'ASAL DESA', 'NOMOR WHATSAPP'],
        [1, 'Warsito', 'Klahang', '081234500001'],
        [2, 'Sri Lestari', 'Desa Kalikidang', '081234500002'],
      ],
    }),
  );
  expect(table.header).toEqual([5]);
  expect(names).toEqual(['Warsito', 'Sri Lestari']);
  expect(values[1]).toMatchObject({ village_code: KALIKIDANG });
});

test('a village that is one merged cell beside all of its people', async () => {
  const { values, problems } = await understood(
    await workbook({
      Perangkat: [
        ['Desa', 'Nama', 'Jabatan'],
        [{ text: 'Klahang', down: 3 }, 'Warsito', 'Sekretaris Desa'],
        [null, 'Sri Lestari', 'Kaur Keuangan'],
        [null, 'Kasno', 'Staf'],
        [{ text: 'Kalikidang', down: 2 }, 'Tumini', 'Sekretaris Desa'],
        [null, 'Paimin', 'Staf'],
        [null, 'Wagiyo', 'Staf'],
      ],
    }),
  );
  expect(values.map(({ village_code: code }) => code)).toEqual([
    ...[KLAHANG, KLAHANG, KLAHANG, KALIKIDANG, KALIKIDANG],
    null,
  ]);
  expect(problems).toEqual(['7 village_missing']);
});

test('a sum that is one merged cell for two visits is counted once', async () => {
  const { values } = await understood(
    await workbook({
      Sheet1: [
        ['Tanggal', 'Desa', 'Topik', 'Biaya'],
        [
          { text: '7 Januari 2026', down: 2 },
          'Klahang',
          { text: 'APBDes', down: 2 },
          { text: '150.000', down: 2 },
        ],
        [null, 'Kalikidang', null, null],
      ],
    }),
  );
  expect(values).toMatchObject([
    { date: '2026-01-07', topic: 'APBDes', amount_rp: 150_000 },
    { date: '2026-01-07', topic: 'APBDes', amount_rp: null },
  ]);
});

test('a title over two columns, which are called in the row below', async () => {
  const { values, table } = await understood(
    await workbook({
      Sheet1: [
        [
          { text: 'No', down: 2 },
          { text: 'Nama', down: 2 },
          { text: 'Desa', down: 2 },
          { text: 'SK', over: 2 },
          null,
        ],
        [null, null, null, 'Nomor', 'Tanggal'],
        [1, 'Warsito', 'Klahang', '141/5/2021', new Date(Date.UTC(2021, 2, 12))],
      ],
    }),
  );
  expect(table.header).toEqual([1, 2]);
  expect(values[0]).toMatchObject({
    full_name: 'Warsito',
    decree_no: '141/5/2021',
    decree_on: '2021-03-12',
  });
});

test('days as numbers of Excel, as words, and with a weekday', async () => {
  const { values, problems } = await understood(
    await workbook({
      Sheet1: [
        ['Nama', 'Desa', 'Tanggal SK'],
        ['Warsito', 'Klahang', 44_267],
        ['Sri Lestari', 'Klahang', '3 Feb 2026'],
        ['Kasno', 'Klahang', 'Selasa, 3 Pebruari 2026'],
        ['Tumini', 'Klahang', '03-Feb-26'],
        ['Paimin', 'Klahang', new Date(Date.UTC(2026, 1, 3))],
      ],
    }),
  );
  expect(values.map(({ decree_on: day }) => day)).toEqual([
    '2021-03-12',
    ...['2026-02-03', '2026-02-03', '2026-02-03', '2026-02-03'],
  ]);
  expect(problems).toEqual(['2 number_read_as_date']);
});

test('telephones that Excel took for numbers have their 0 again', async () => {
  const { values, problems } = await understood(
    await workbook({
      Sheet1: [
        ['Nama', 'Desa', 'HP'],
        ['Warsito', 'Klahang', 81_234_500_001],
        ['Sri Lestari', 'Klahang', 6_281_234_500_002],
        ['Kasno', 'Klahang', '8.12345E+10'],
      ],
    }),
  );
  expect(values.map(({ phone }) => phone)).toEqual(['+6281234500001', '+6281234500002', null]);
  expect(problems).toEqual(['4 digits_lost']);
});

test('of several sheets the list, not the instructions nor what was chosen from', async () => {
  const { table, names } = await understood(
    await workbook({
      Petunjuk: [['Isi lembar Data.'], ['Nama desa jangan disingkat.']],
      Pilihan: [['Desa'], ['Klahang'], ['Kalikidang'], ['Sokaraja Wetan']],
      Data: [
        ['Nama', 'Desa', 'HP'],
        ['Warsito', 'Klahang', '081234500001'],
      ],
    }),
  );
  expect(table.sheet).toBe('Data');
  expect(names).toEqual(['Warsito']);
});

test('columns in another order, with headers in another form', async () => {
  const { values, target } = await understood(
    'HP/WA (aktif)\tJabatan\tDESA\tNama Lengkap & Gelar\tE-mail\n081234500001\tPlt. Sekdes\tKLAHANG\tHj. Tumini, S.Sos.\tT@DESA.EXAMPLE',
  );
  expect(target).toBe('people');
  expect(values[0]).toMatchObject({
    full_name: 'Tumini',
    title_prefix: 'Hj.',
    title_suffix: 'S.Sos.',
    village_code: KLAHANG,
    position: 'sekretaris_desa',
    position_status: 'plt',
    phone: '+6281234500001',
  });
});

test('a sum below, empty rows between, and the header again on the next page', async () => {
  const { names, table, values, target } = await understood(
    await workbook({
      Rekap: [
        ['No', 'Tanggal', 'Desa', 'Pendamping', 'Topik', 'Biaya'],
        [1, '07/01/2026', 'Klahang', 'Sarmidi', 'Siskeudes', 150_000],
        [null, null, null, null, null, null],
        [2, '27/01/2026', 'Kalikidang', 'Sarmidi', 'APBDes', 200_000],
        ['No', 'Tanggal', 'Desa', 'Pendamping', 'Topik', 'Biaya'],
        [3, '28/01/2026', 'Klahang', 'Sarmidi', 'LPJ', 50_000],
        [{ text: 'JUMLAH', over: 5 }, null, null, null, null, 400_000],
        [null, null, null, null, null, null],
        [null, null, null, null, 'Sokaraja, 31 Januari 2026', null],
        [null, null, null, null, 'Sarmidi', null],
      ],
    }),
  );
  expect(target).toBe('entries');
  expect(names).toEqual([undefined, undefined, undefined]);
  expect(values.map(({ amount_rp: rp }) => rp)).toEqual([150_000, 200_000, 50_000]);
  expect(table.ignored.map(({ why }) => why).sort()).toEqual([
    'below_the_table',
    'header_again',
    'total',
  ]);
});

test('what the state numbers people by is dropped by name, also as numbers and in halves', async () => {
  const { refused, values } = await understood(
    await workbook({
      Sheet1: [
        ['Nama', 'NIK', 'No. KK', 'TTL', 'NIPD', 'Agama', 'Alamat / RT RW', 'Desa', 'Identitas'],
        [
          ...['Warsito', '3302190101750001', '3302190101750002', 'Banyumas, 1-1-1975', '12'],
          ...['Islam', 'Jl. Raya 1', 'Klahang', 3_302_190_101_750_001],
        ],
      ],
    }),
  );
  expect(refused).toEqual([
    ...['NIK', 'No. KK', 'TTL', 'NIPD', 'Agama', 'Alamat / RT RW', 'Identitas'],
  ]);
  expect(JSON.stringify(values)).not.toMatch(/33021901|Islam|Jl\. Raya|1975/);
});
