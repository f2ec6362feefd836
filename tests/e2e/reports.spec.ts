import { readFileSync } from 'node:fs';
import { expect, sheetsIn, test, type BrowserContext, type Page } from '../../web/e2e.ts';
import { vocabulary } from '../../web/src/words/id-fields.ts';
import { day, dayAt } from './days.ts';
import { axeFinds, faultsOf, lasting } from './measure.ts';
import { Phone } from './phone.ts';
import { agreed, ASKED, both, marks, promises, rows, troubles, type Plain } from './recount.ts';
import { Relay } from './relay.ts';
import { faultsOnPaper, printed } from './sheets.ts';
import { test as pair } from './two-phones.ts';

const REPORTS = [
  'bulanan/2026-10',
  'tahunan/2026',
  'pendampingan/2026',
  'belum-dijangkau/2026-t4',
  'pendamping/2026',
  'kompetensi/2026',
  'tindak-lanjut/2026',
  'masalah/semua',
  'kehadiran/2026',
  'saya/2026',
];
const [FROM, UNTIL] = ['2026-01-01', '2026-12-31'];

const TODAY = day(0);
/** The first ten letters of a ULID are the milliseconds since 1970, to the base of 32. */
const dayOf = (key: string) => {
  const digits = [...key.slice(0, 10)].map((one) =>
    '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(one),
  );
  return dayAt(digits.reduce((ms, digit) => ms * 32 + digit, 0));
};

interface Shown {
  head: string[];
  rows: Map<string, string[]>;
}

/** A table as a person reads it. */
async function shown(page: Page, section: string): Promise<Shown> {
  const table = page.locator(`[data-section="${section}"] table`);
  await expect(table).toBeVisible();
  return table
    .evaluate(async (node) => {
      const texts = (row: Element) =>
        [...row.children].map((cell) => cell.textContent?.trim() ?? '');
      const read = () => [...node.querySelectorAll('tbody tr, tfoot tr')].map(texts);
      // Long tables come bit by bit.
      for (let before = -1; before !== read().length;) {
        before = read().length;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      const head = texts(node.querySelector('thead tr') as Element);
      const rows = new Map(read().map(([name = '', ...cells]) => [name, cells]));
      return { head: head.slice(1), rows: [...rows] };
    })
    .then(({ head, rows }) => ({ head, rows: new Map(rows) }));
}

const cell = ({ head, rows }: Shown, row: string, column: string) =>
  rows.get(row)?.[head.indexOf(column)] ?? '0';

test.describe.serial('reports of a year', () => {
  let relay: Relay;
  let context: BrowserContext;
  let phone: Phone;
  let all: Plain[];

  test.beforeAll(async ({ browser }) => {
    relay = await Relay.start({ demo: true });
    context = await browser.newContext({ reducedMotion: 'reduce' });
    phone = new Phone(await context.newPage(), relay);
    await phone.join('organiser', 'Siti Rahayu');
    all = [...relay.exported().values()].map((json) => JSON.parse(json) as Plain);
    all = all.filter(({ doc }) => typeof doc === 'string');
  });
  test.afterAll(async () => {
    await context?.close();
    await relay?.end();
  });

  const fieldsOf = (doc: string) => all.find((one) => one.doc === doc)?.fields ?? {};
  const nameOf = (member: string) => String(fieldsOf(`member/${member}`)['full_name'] ?? '');
  const villages = () => Object.entries(fieldsOf('settings')['villages'] as Record<string, string>);

  test('figures of mentoring are those of the JSON that the forum is handed out as', async () => {
    const { page } = phone;
    const kinds = Object.entries(vocabulary.mentoring_kind);
    for (const [code, from, until] of [
      ['2026', FROM, UNTIL],
      ['2025', '2025-01-01', '2025-12-31'],
      ['2026-03', '2026-03-01', '2026-03-31'],
    ] as const) {
      const held = rows(all, from, until, TODAY);
      await phone.go(`#/laporan/pendampingan/${code}`);
      await expect(page.locator('[data-section="facts"] strong').first()).toHaveText(
        String(held.length),
      );
      const byVillage = await shown(page, 'village');
      for (const [village, name] of villages())
        for (const [kind, word] of kinds) {
          const counted = both(
            held,
            (row) => row.villages.includes(village),
            (row) => row.kind === kind,
          );
          expect(cell(byVillage, name, word), `${code} ${name} ${word}`).toBe(String(counted));
        }
      const byCompetence = await shown(page, 'competence');
      for (const [key, word] of Object.entries(vocabulary.competence))
        expect(cell(byCompetence, word, 'Jumlah'), word).toBe(
          String(both(held, (row) => row.competences.includes(key))),
        );
      const byMedium = await shown(page, 'kind');
      for (const [kind, word] of kinds)
        for (const [medium, name] of Object.entries(vocabulary.medium))
          expect(cell(byMedium, word, name), `${word} ${name}`).toBe(
            String(
              both(
                held,
                (row) => row.kind === kind,
                (row) => row.medium === medium,
              ),
            ),
          );
      expect(cell(byVillage, 'Jumlah', 'Jumlah')).toBe(String(held.length));
    }
    const months = await (async () => {
      await phone.go('#/laporan/pendampingan/2026');
      return shown(page, 'step');
    })();
    const held = rows(all, FROM, UNTIL, TODAY);
    const names = ['Januari 2026', 'Februari 2026', 'Maret 2026', 'April 2026', 'Mei 2026'];
    for (const [at, name] of names.entries())
      expect(cell(months, name, 'Jumlah'), name).toBe(
        String(both(held, ({ date }) => date.startsWith(`2026-0${at + 1}`))),
      );
  });

  test('so are the load of mentors, villages not reached, follow-ups and problems', async () => {
    const { page } = phone;
    const held = rows(all, FROM, UNTIL, TODAY);
    await phone.go('#/laporan/pendamping/2026');
    const load = await shown(page, 'mentor');
    const mentors = [...new Set(held.flatMap((row) => row.mentors))];
    expect(load.rows.size).toBe(mentors.length);
    for (const mentor of mentors) {
      const own = held.filter((row) => row.mentors.includes(mentor));
      expect(cell(load, nameOf(mentor), 'Berapa kali')).toBe(String(own.length));
      const hours = own.reduce((sum, row) => sum + row.hours, 0);
      const said = Number(cell(load, nameOf(mentor), 'Jam').replaceAll('.', '').replace(',', '.'));
      expect(Math.abs(said - hours)).toBeLessThanOrEqual(0.06);
    }

    await phone.go('#/laporan/belum-dijangkau/2026-10');
    const october = rows(all, '2026-10-01', '2026-10-31', TODAY);
    const missed = villages().filter(
      ([code]) => !both(october, (row) => row.villages.includes(code)),
    );
    const listed = missed.length > 0 ? await shown(page, 'missed') : { rows: new Map() };
    expect([...listed.rows.keys()].sort()).toEqual(missed.map(([, name]) => name).sort());

    await phone.go('#/laporan/tindak-lanjut/2026');
    const kept = promises(all, FROM, UNTIL, TODAY, dayOf);
    const tasks = await shown(page, 'assignee');
    const words = {
      done: 'Selesai',
      late: 'Selesai terlambat',
      open: 'Belum',
      overdue: 'Lewat tenggat',
      dropped: 'Batal',
    };
    for (const assignee of new Set(kept.map((one) => one.assignee)))
      for (const [standing, word] of Object.entries(words)) {
        const own = kept.filter((one) => one.assignee === assignee && one.standing === standing);
        const name = assignee ? nameOf(assignee) : 'Belum ditunjuk';
        expect(cell(tasks, name, word), `${name} ${word}`).toBe(String(own.length));
      }

    await phone.go('#/laporan/masalah/2026');
    const known = troubles(all, dayOf);
    const until = TODAY < UNTIL ? TODAY : UNTIL;
    const categories = await shown(page, 'category');
    for (const [key, word] of Object.entries(vocabulary.problem)) {
      const own = known.filter((one) => one.category === key);
      const inYear = (day: string) => day >= FROM && day <= until;
      const open = own.filter((one) => one.opened <= until && (one.open || one.closed > until));
      const counted = [
        own.filter((one) => inYear(one.opened)).length,
        own.filter((one) => inYear(one.closed)).length,
        open.length,
      ];
      const said = ['Muncul', 'Selesai', 'Masih terbuka'].map((one) => cell(categories, word, one));
      expect(said, word).toEqual(counted.map(String));
    }
  });

  test('so are attendance and grades', async () => {
    const { page } = phone;
    await phone.go('#/laporan/kehadiran/2026');
    const came = marks(all, FROM, UNTIL, TODAY);
    const people = await shown(page, 'person');
    for (const member of new Set(came.marks.map(([one]) => one)))
      for (const [mark, word] of Object.entries({
        ...vocabulary.attendance,
        [ASKED]: 'Dipertanyakan',
      })) {
        const own = came.marks.filter(([one, as]) => one === member && as === mark);
        expect(cell(people, nameOf(member), word), nameOf(member)).toBe(String(own.length));
      }
    await expect(page.locator('[data-section="meetings"] h3')).toContainText(`· ${came.meetings}`);

    await phone.go('#/laporan/kompetensi/2026');
    const grades = agreed(all).filter(({ period }) => period === '2026-1');
    const heat = await shown(page, 'heat-2026-1');
    for (const [village, name] of villages())
      for (const [competence, word] of Object.entries(vocabulary.competence)) {
        const own = grades.filter(
          (one) => one.village === village && one.competence === competence,
        );
        if (own.length === 0) continue;
        const mean = own.reduce((sum, one) => sum + one.grade, 0) / own.length;
        const said = Number(cell(heat, name, word).replace(',', '.'));
        expect(Math.abs(said - mean), `${name} ${word}`).toBeLessThanOrEqual(0.05001);
      }
    expect(heat.rows.size - 1).toBe(new Set(grades.map(({ village }) => village)).size);
  });

  test('each is read by anybody, in light and dark, small and large, with a table to its chart', async () => {
    const { page } = phone;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const report of REPORTS) {
        await phone.go(`#/laporan/${report}`);
        await expect(page.locator('[data-report]')).toHaveAttribute(
          'data-report',
          report.split('/')[0] ?? '',
        );
        expect(await lasting(() => axeFinds(page)), report).toEqual([]);
        const bare = page.locator('[data-section]:has([role="img"]):not(:has(table))');
        if (!report.startsWith('bulanan')) expect(await bare.count(), report).toBe(0);
      }
    }
    await page.setViewportSize({ width: 320, height: 640 });
    for (const report of REPORTS) {
      await phone.go(`#/laporan/${report}`);
      expect(await lasting(() => faultsOf(page)), report).toEqual([]);
    }
    await page.setViewportSize({ width: 360, height: 800 });
    await page.emulateMedia({ colorScheme: 'light' });
  });

  test('each is printed page by page: its size, its heads, no row cut', async () => {
    const { page } = phone;
    for (const report of REPORTS) {
      const [name, period] = report.split('/');
      await phone.go(`#/laporan/${name}/${period}//cetak`);
      await expect(page.locator('.paper h1')).toBeVisible();
      await expect(page.locator('.paper .waits')).toHaveCount(0);
      const sheets = await printed(page);
      const wide = (sheets[0]?.width ?? 0) > 250;
      const size: [number, number] = wide ? [297, 210] : [210, 297];
      expect(await faultsOnPaper(page, sheets, { size, numbered: true }), report).toEqual([]);
      expect(sheets[0]?.text, report).toContain('PAGUYUBAN SEKRETARIS DESA');
      expect(sheets[0]?.text, report).toMatch(/Dihitung \d+ \w+ \d{4}/);
      if (name === 'bulanan') expect(sheets.length).toBe(1);
      if (name === 'tahunan') expect(sheets.length).toBeGreaterThan(5);
    }
  });

  test('on F4 as well, and a table over two sheets has its head on both', async () => {
    const { page } = phone;
    await phone.go('#/laporan/tahunan/2026//cetak');
    await page.getByLabel('Ukuran kertas').selectOption('f4');
    const sheets = await printed(page);
    for (const { width, height } of sheets) expect([width, height].sort()).toEqual([215, 330]);
    const heads = await page.locator('.paper table').evaluateAll((all) =>
      all.map((table) => ({
        head: table.querySelector('th')?.textContent?.trim() ?? '',
        rows: [...table.querySelectorAll('tbody tr td:first-child')].map(
          (cell) => cell.textContent?.trim() ?? '',
        ),
      })),
    );
    for (const { head, rows: names } of heads) {
      const holds = (text: string) => sheets.findIndex((sheet) => sheet.text.includes(text));
      const [first, last] = [holds(names[0] ?? ''), holds(names.at(-1) ?? '')];
      if (names.length < 20 || first < 0 || last <= first) continue;
      for (const sheet of sheets.slice(first, last + 1)) expect(sheet.text).toContain(head);
    }
    // Whatever breaks with more rows than these: every head is one that comes again.
    const repeats = await page
      .locator('.paper thead')
      .evaluateAll((all) => all.map((head) => getComputedStyle(head).display));
    expect(new Set(repeats)).toEqual(new Set(['table-header-group']));
    await page.getByLabel('Ukuran kertas').selectOption('a4');
  });

  test('its tables leave as a workbook, a sheet each, with numbers that add up', async () => {
    const { page } = phone;
    await phone.go('#/laporan/pendampingan/2026');
    const onScreen = await shown(page, 'village');
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Unduh tabel (Excel)', exact: true }).click();
    const file = await coming;
    expect(file.suggestedFilename()).toMatch(/^Rekap pendampingan .*2026\.xlsx$/);
    const sheets = await sheetsIn(readFileSync(await file.path()));
    const titles = await page.locator('[data-section]:has(table) h3').allTextContents();
    expect(sheets.size).toBe(titles.length + 1);
    const [summary = []] = [...sheets.values()];
    expect(summary.flat()).toContain(rows(all, FROM, UNTIL, TODAY).length);
    const table = [...sheets.values()].find((one) => one[0]?.[0] === 'Desa') ?? [];
    expect(table[0]?.slice(1)).toEqual(onScreen.head);
    for (const [name, ...cells] of table.slice(1)) {
      const wanted = onScreen.rows.get(String(name)) ?? [];
      expect(cells.map(Number), String(name)).toEqual(wanted.map(Number));
      expect(cells.every((one) => typeof one === 'number')).toBe(true);
    }
  });

  test('a filter stays in the address: back, reload and another language keep it', async () => {
    const { page } = phone;
    await phone.go('#/lainnya');
    await page.getByRole('link', { name: 'Laporan' }).click();
    await page.getByRole('link', { name: /^Rekap pendampingan/ }).click();
    await page.getByLabel('Waktu', { exact: true }).selectOption('2026');
    await page.getByLabel('Bagian tahun').selectOption({ label: 'Triwulan 1' });
    await page.getByLabel('Desa', { exact: true }).selectOption({ label: 'Klahang' });
    const facts = page.locator('[data-section="facts"] strong').first();
    const quarter = rows(all, FROM, '2026-03-31', TODAY);
    const counted = String(both(quarter, (row) => row.villages.includes('33.02.19.2006')));
    await expect(facts).toHaveText(counted);
    await expect(page.locator('[data-span]')).toContainText('1 Jan 2026 – 31 Mar 2026 · Klahang');
    await page.reload();
    await expect(facts).toHaveText(counted);
    await page.locator('[data-section="village"] tbody a').first().click();
    await page.goBack();
    await expect(facts).toHaveText(counted);
    await page.getByLabel('Waktu', { exact: true }).selectOption('tanggal');
    await page.getByLabel('Dari tanggal').fill('2026-02-01');
    await page.getByLabel('Sampai tanggal').fill('2026-02-28');
    const own = rows(all, '2026-02-01', '2026-02-28', TODAY);
    await expect(facts).toHaveText(
      String(both(own, (row) => row.villages.includes('33.02.19.2006'))),
    );
  });
});

/** Longer than a second tap of a finger that trembles (`reports/Marking.svelte`). */
const TREMBLE_MS = 500;

pair(
  'one tap marks what a village owes, one more takes it back, and it is there elsewhere',
  async ({ siti, budi }) => {
    const { page } = siti;
    await siti.go('#/laporan/kewajiban');
    await page.getByRole('link', { name: 'Tulis kewajiban desa' }).click();
    await siti.edit();
    await page.getByRole('button', { name: 'Tambah kewajiban' }).click();
    const owed = page.getByRole('region', { name: 'Kalender kewajiban desa' });
    await owed.getByLabel('Judul').fill('Laporan realisasi');
    await owed.getByLabel('Tenggat').fill('10/1/2026');
    await owed.getByLabel('Berulang').selectOption({ label: 'Tiap bulan' });
    await owed.getByLabel('Berulang').blur();
    await siti.done();
    await siti.go('#/laporan/kewajiban/2026-03');
    const at = (phone: Phone, village: string) =>
      phone.page.getByRole('button', { name: `${village}: Laporan realisasi, 10 Mar 2026` });
    await expect(at(siti, 'Karangkedawung')).toHaveText('Belum');
    await at(siti, 'Karangkedawung').click();
    await expect(at(siti, 'Karangkedawung')).toHaveText('Sudah');
    // A finger that trembles taps once; one that comes again takes it back.
    await at(siti, 'Klahang').dblclick();
    await expect(at(siti, 'Klahang')).toHaveText('Sudah');
    await page.waitForTimeout(TREMBLE_MS);
    await at(siti, 'Klahang').click();
    await expect(at(siti, 'Klahang')).toHaveText('Belum');
    await page.waitForTimeout(TREMBLE_MS);
    await at(siti, 'Klahang').click();
    await page.getByRole('button', { name: 'Urungkan' }).click();
    await expect(at(siti, 'Klahang')).toHaveText('Belum');
    await page.reload();
    await expect(at(siti, 'Karangkedawung')).toHaveText('Sudah');

    await budi.go('#/laporan/kewajiban/2026-03');
    await expect(at(budi, 'Karangkedawung')).toHaveText('Sudah');
    await expect(at(budi, 'Klahang')).toHaveText('Belum');
    // A month later nothing is done yet.
    await budi.go('#/laporan/kewajiban/2026-04');
    await expect(budi.page.locator('td button', { hasText: 'Sudah' })).toHaveCount(0);
  },
);
