import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '../../web/e2e.ts';
import { part } from './dist.ts';
import { Phone } from './phone.ts';
import { Relay } from './relay.ts';

const SAMPLES = join(import.meta.dirname, '../samples');
const VILLAGES = JSON.parse(readFileSync(join(SAMPLES, 'villages.json'), 'utf8')) as Record<
  string,
  string
>;
/** How much slower than this machine's the phone's processor is taken to be. */
const SLOWER = 6;

interface Expected {
  outcome?: string;
  mapping?: Record<string, string>;
  refused_columns?: string[];
  rows?: Record<string, unknown>[];
  problems?: { row: number; code: string }[];
}

const expectedOf = (file: string) =>
  JSON.parse(readFileSync(join(SAMPLES, `${file}.expected.json`), 'utf8')) as Expected;

async function organiser(page: Page, relay: Relay): Promise<Phone> {
  const phone = new Phone(page, relay);
  await phone.join('organiser', 'Siti Rahayu');
  return phone;
}

const stage = (page: Page, name: string) => page.locator(`main[data-stage="${name}"]`);

async function give(page: Page, file: string): Promise<void> {
  await page.locator('main input[type="file"]').setInputFiles(join(SAMPLES, file));
}

async function paste(phone: Phone, text: string): Promise<void> {
  await phone.go('#/impor');
  const another = phone.page.getByRole('button', { name: 'Berkas lain' });
  if ((await another.count()) > 0) await another.click();
  await phone.page.getByLabel('Atau tempel sel').fill(text);
  await phone.page.getByRole('button', { name: 'Baca yang ditempel' }).click();
}

async function see(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Lihat hasilnya' }).click();
  await expect(stage(page, 'rows')).toBeVisible();
}

async function take(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Masukkan \d+ baris/ }).click();
  await expect(page.getByText(/baris sudah dimasukkan/)).toBeVisible();
}

async function undo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Urungkan impor ini' }).first().click();
  await expect(stage(page, 'choose')).toBeVisible();
}

/** How many rows are of each kind. */
const counts = async (page: Page) =>
  Object.fromEntries(
    await Promise.all(
      ['new', 'changes', 'same', 'doubtful'].map(async (kind) => {
        const text = await page.locator(`[data-kind="${kind}"]`).innerText();
        return [kind, Number(/\d+$/.exec(text)?.[0])] as const;
      }),
    ),
  );

const villageList = Object.entries(VILLAGES)
  .map(([code, name]) => `${code}\t${name}`)
  .join('\n');

/** Names that differ in the sign of an apostrophe are one; a card keeps its own. */
const plain = (name: unknown) => String(name).replace('’', "'");

/** Cards that are in use, by name, as the relay has them. */
function cards(relay: Relay): Map<string, Record<string, unknown>> {
  const found = [...relay.exported()]
    .filter(([file]) => file.includes('member'))
    .map(([, json]) => JSON.parse(json) as { fields: Record<string, unknown> })
    .map(({ fields }) => fields)
    .filter((fields) => !fields['archived_on']);
  return new Map(found.map((fields) => [plain(fields['full_name']), fields]));
}

/** Every row whose problems are told, with them. */
async function problemsShown(page: Page): Promise<string[]> {
  const marked = page.locator('[data-kind="marked"]');
  if ((await marked.count()) === 0) return [];
  await marked.click();
  const more = page.getByRole('button', { name: /^Baris \d+…$/ });
  while ((await more.count()) > 0) await more.click();
  return page
    .locator('[data-row]')
    .evaluateAll((rows) =>
      rows.flatMap((row) =>
        [...row.querySelectorAll('[data-problem]')].map(
          (one) => `${row.getAttribute('data-row')} ${one.getAttribute('data-problem')}`,
        ),
      ),
    );
}

const TAKEN = [
  '01-nomor-hp-angka.xlsx',
  '02-kop-dua-baris-judul.xlsx',
  '04-google-sheets-jawaban.xlsx',
  '06-kolom-terlarang.xlsx',
  '07-titik-koma-bom.csv',
  '08-windows-1252-sep.csv',
];
const REFUSED = {
  '11-lama.xls': 'Berkas .xls lama.',
  '12-bersandi.xlsx': 'Berkas bersandi.',
  '14-terpotong.xlsx': 'Berkas tidak utuh.',
  '15-bom-zip.xlsx': 'Terlalu besar.',
  '16-kosong.xlsx': 'Tidak ada tabel di berkas ini.',
};

test('each sample becomes exactly the cards it should, says what is wrong with it, and goes again', async ({
  page,
}) => {
  const relay = await Relay.start({ empty: true });
  const phone = await organiser(page, relay);
  await paste(phone, `Kode desa\tNama desa\n${villageList}`);
  await expect(page.getByLabel('Berkas ini berisi')).toHaveValue('villages');
  await see(page);
  expect(await counts(page)).toEqual({ new: 18, changes: 0, same: 0, doubtful: 0 });
  await take(page);
  await page.getByRole('button', { name: 'Berkas lain' }).click();

  for (const file of TAKEN) {
    const expected = expectedOf(file);
    await give(page, file);
    await expect(stage(page, 'table')).toBeVisible();
    for (const [header, field] of Object.entries(expected.mapping ?? {}))
      await expect(page.getByLabel(`Kolom “${header}” masuk ke`)).toHaveValue(field);
    for (const header of expected.refused_columns ?? [])
      await expect(page.getByText(/^Tidak diambil:/)).toContainText(header);
    await see(page);
    expect((await problemsShown(page)).sort(), file).toEqual(
      (expected.problems ?? []).map(({ row, code }) => `${row} ${code}`).sort(),
    );
    await take(page);
    await expect.poll(() => cards(relay).size, file).toBe(distinct(expected).length + 1);
    const there = cards(relay);
    for (const { row, ...fields } of distinct(expected)) {
      const card = there.get(plain(fields['full_name']));
      const wanted = { ...fields, full_name: plain(fields['full_name']) };
      expect(asSample(card, wanted), `${file}, row ${row}`).toEqual(wanted);
    }
    await undo(page);
    await expect.poll(() => [...cards(relay).keys()]).toEqual(['Siti Rahayu']);
  }

  for (const [file, says] of Object.entries(REFUSED)) {
    await phone.go('#/impor');
    const begun = Date.now();
    await give(page, file);
    await expect(page.getByRole('alert').filter({ hasText: says })).toBeVisible();
    if (file.startsWith('15')) console.log(`the bomb is refused in ${Date.now() - begun} ms`);
  }
  await relay.end();
});

/** Who answered twice has one card. */
function distinct({ rows = [] }: Expected): Record<string, unknown>[] {
  return rows.filter(
    (one, at) => !rows.slice(0, at).some(({ full_name: name }) => name === one['full_name']),
  );
}

/** What a card says of what a sample says, as the sample says it. */
function asSample(card: Record<string, unknown> | undefined, wanted: Record<string, unknown>) {
  const read = (name: string) => {
    const value = (name === 'full_name' ? plain(card?.[name]) : card?.[name]) ?? null;
    return value === '' ? null : value === 'sekretaris_desa' ? 'Sekretaris Desa' : value;
  };
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, read(name)]));
}

test('500 rows go in, out and in again: nothing is doubled, also where others have written', async ({
  page,
}) => {
  const relay = await Relay.start({ empty: true });
  const phone = await organiser(page, relay);
  await paste(phone, `Kode desa\tNama desa\n${villageList}`);
  await see(page);
  await take(page);

  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.getByRole('button', { name: 'Berkas lain' }).click();
  let begun = Date.now();
  await give(page, '10-rusak-500.xlsx');
  await expect(stage(page, 'table')).toBeVisible();
  await see(page);
  console.log(`500 rows at ${SLOWER}x are read and compared in ${Date.now() - begun} ms`);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  const bad = expectedOf('10-rusak-500.xlsx').problems ?? [];
  expect((await problemsShown(page)).sort()).toEqual(
    bad.map(({ row, code }) => `${row} ${code}`).sort(),
  );
  const first = await counts(page);
  expect(first).toEqual({ new: 480, changes: 0, same: 0, doubtful: 20 });
  begun = Date.now();
  await take(page);
  console.log(`480 cards are written in ${Date.now() - begun} ms`);
  await expect.poll(() => cards(relay).size).toBe(481);
  const all = cards(relay);

  // Somebody writes in one of the cards, and in one field that the import wrote.
  await phone.go('#/anggota');
  await page.getByRole('searchbox').fill('Hesti Hartono BA');
  await page.getByRole('link', { name: /Hesti Hartono BA/ }).click();
  await phone.edit();
  await phone.fill('Panggilan', 'Hesti');
  await phone.done();

  await phone.go('#/impor');
  await undo(page);
  await expect.poll(() => [...cards(relay).keys()]).toEqual(['Siti Rahayu']);

  await give(page, '10-rusak-500.xlsx');
  await expect(stage(page, 'table')).toBeVisible();
  await see(page);
  expect(await counts(page)).toEqual({ new: 0, changes: 480, same: 0, doubtful: 20 });
  await take(page);
  await page.getByRole('button', { name: 'Berkas lain' }).click();
  await give(page, '10-rusak-500.xlsx');
  await expect(stage(page, 'table')).toBeVisible();
  await see(page);
  expect(await counts(page)).toEqual({ new: 0, changes: 0, same: 480, doubtful: 20 });
  await expect.poll(() => cards(relay).size).toBe(481);
  const again = cards(relay);
  expect([...again.keys()].sort()).toEqual([...all.keys()].sort());
  expect(again.get('Hesti Hartono BA')?.['nickname']).toBe('Hesti');
  await relay.end();
});

test('entries and a year of attendance come from pasted cells, offline, and a kill in the middle doubles nothing', async ({
  page,
}) => {
  const relay = await Relay.start();
  const phone = await organiser(page, relay);
  // What reads files is fetched once, and is there from then on.
  await paste(
    phone,
    'Nama\tDesa\tHP\nWarsito\tKlahang\t081234500001\nSri Lestari\tWiradadi\t081234500002',
  );
  await see(page);
  await take(page);
  await page.context().setOffline(true);
  await paste(
    phone,
    'Nama Lengkap\tDesa\t5 Januari 2026\tRapat rutin 02/02/2026\nWarsito\tKlahang\tH\tI\nSri Lestari\tWiradadi\tv\tS',
  );
  await expect(page.getByLabel('Berkas ini berisi')).toHaveValue('attendance');
  await see(page);
  await take(page);
  await paste(
    phone,
    'Tanggal\tDesa\tPendamping\tTopik\tBiaya\tUraian\n07/01/2026\tKlahang\tWarsito\tSiskeudes\t1.500.000,00\tBelajar bersama\n27/01/2026\tKlahang\tWarsito\tAPBDes\t12.50\tRancangan',
  );
  await expect(page.getByLabel('Berkas ini berisi')).toHaveValue('entries');
  await page.getByLabel('12.50: Ketik jumlahnya dalam rupiah').fill('1.250');
  await see(page);
  expect(await counts(page)).toMatchObject({ new: 2, doubtful: 0 });
  await page.getByRole('button', { name: /^Masukkan \d+ baris/ }).click();
  await page.reload();
  await page.context().setOffline(false);
  await phone.go('#/impor');
  await paste(
    phone,
    'Tanggal\tDesa\tPendamping\tTopik\tBiaya\tUraian\n07/01/2026\tKlahang\tWarsito\tSiskeudes\t1.500.000,00\tBelajar bersama\n27/01/2026\tKlahang\tWarsito\tAPBDes\t12.50\tRancangan',
  );
  await see(page);
  const takes = page.getByRole('button', { name: /^Masukkan \d+ baris/ });
  if ((await takes.count()) > 0) await take(page);
  const docs = () =>
    [...relay.exported().values()].map(
      (json) =>
        JSON.parse(json) as { doc?: string; fields: Record<string, Record<string, unknown>> },
    );
  const entries = () =>
    docs()
      .filter(({ doc }) => doc?.startsWith('log/'))
      .flatMap(({ fields }) => Object.values(fields['entries'] ?? {}) as Record<string, unknown>[])
      .map((one) => [one['date'], one['topic'], one['amount_rp'], one['notes']].join(' '))
      .sort();
  await expect
    .poll(entries)
    .toEqual(['2026-01-07 Siskeudes 1500000 Belajar bersama', '2026-01-27 APBDes 1250 Rancangan']);
  const events = docs().filter(({ doc }) => doc?.startsWith('event/'));
  expect(events.map(({ fields }) => Object.values(fields['attendance'] ?? {}).sort())).toEqual(
    expect.arrayContaining([
      ['hadir', 'hadir'],
      ['izin', 'sakit'],
    ]),
  );
  expect(events.length).toBe(2);
  await relay.end();
});

test('what was taken out changes nothing when it comes back', async ({ page }) => {
  const relay = await Relay.start({ demo: true });
  const phone = await organiser(page, relay);
  for (const table of ['person', 'village', 'entry', 'attendance']) {
    await phone.go(`#/ekspor/${table}`);
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Simpan berkas' }).click();
    const buffer = readFileSync(await (await coming).path());
    await phone.go('#/impor');
    const file = { name: `${table}.xlsx`, mimeType: 'application/octet-stream', buffer };
    await page.locator('main input[type="file"]').setInputFiles(file);
    await expect(stage(page, 'table')).toBeVisible();
    await see(page);
    const { same, ...others } = await counts(page);
    expect(others, table).toMatchObject({ new: 0, changes: 0 });
    expect(same, table).toBeGreaterThan(9);
    await page.getByRole('button', { name: 'Berkas lain' }).click();
  }
  await relay.end();
});

test('what reads a file in a browser reads letters of Windows', async ({ page }) => {
  const relay = await Relay.start({ empty: true });
  await page.goto(relay.origin);
  const bytes = [...readFileSync(join(SAMPLES, '08-windows-1252-sep.csv'))];
  const heard = await page.evaluate(
    ([url, file]) =>
      new Promise((resolve) => {
        const worker = new Worker(url as string, { type: 'module' });
        worker.onmessage = ({ data }) => 'contents' in data && resolve(data);
        worker.postMessage(new Uint8Array(file as number[]));
      }),
    [part('wanted-read'), bytes] as const,
  );
  expect(heard).toMatchObject({
    contents: {
      encoding: 'windows-1252',
      delimiter: ',',
      sheets: [
        {
          rows: [
            { row: 2, cells: ['Nama', 'Desa', 'No HP', 'Catatan'] },
            {
              row: 3,
              cells: ['Ma’mun Fauzi', 'Sokaraja Tengah', '81234567601', '“rapat di café” – hadir'],
            },
            { row: 4, cells: ['René Wibowo', 'Klahang', '0812 3456 7602'] },
          ],
        },
      ],
    },
  });
  await relay.end();
});
