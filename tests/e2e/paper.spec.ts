import { readFile } from 'node:fs/promises';
import { expect, test as base, type Page } from '../../web/e2e.ts';
import { readPdf, type PdfPage } from './pdf.ts';
import { Phone } from './phone.ts';
import { Relay } from './relay.ts';

const LETTERHEAD = ['PAGUYUBAN SEKRETARIS DESA', 'KECAMATAN CONTOH', 'Jalan Melati 1, Contoh'];
const LONG = 'Siti Rahayu Kusumaningtyas Wirjosoedirdjo';
const POINTS = 40;
const NIP = '198001012005012003';

const test = base.extend<{ siti: Phone }>({
  siti: async ({ browser }, use) => {
    const relay = await Relay.start({ demo: true });
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    const phone = new Phone(await context.newPage(), relay);
    await phone.join('organiser', LONG);
    await phone.go('#/pengaturan/forum/ubah');
    for (const [at, line] of LETTERHEAD.entries())
      await phone.fill(`Kop surat, baris ${at + 1}`, line);
    await phone.done();
    await use(phone);
    await context.close();
    await relay.end();
  },
});

async function sheets(page: Page): Promise<PdfPage[]> {
  await expect(page.locator('.paper')).toBeVisible();
  return readPdf(await page.pdf({ preferCSSPageSize: true }));
}

const linesOf = (pages: PdfPage[]) => pages.flatMap(({ lines }) => lines.map(({ text }) => text));
const count = (lines: string[], text: string) => lines.filter((line) => line.includes(text)).length;

/** Numbered once each from one on, and the numbers of a sheet follow those of the one before. */
function numbered(pages: PdfPage[], rows: number): void {
  const numbers = linesOf(pages).flatMap((line) =>
    Number(/^(\d+)\b(?! \/)/.exec(line)?.[1] ?? NaN),
  );
  const found = numbers.filter((one) => !Number.isNaN(one));
  expect(found.filter((one) => one <= rows)).toEqual(Array.from({ length: rows }, (_, n) => n + 1));
}

/** Nothing stands in the margins but the number of the sheet. */
function whole(pages: PdfPage[], numbers = true): void {
  for (const [at, { lines, height, width }] of pages.entries()) {
    const inside = lines.filter(({ y }) => y < height - 17);
    if (numbers)
      expect(lines.filter((one) => !inside.includes(one)).map(({ text }) => text)).toEqual([
        `${at + 1} / ${pages.length}`,
      ]);
    for (const { x, y } of inside) {
      expect(x).toBeGreaterThan(17);
      expect(x).toBeLessThan(width - 17);
      expect(y).toBeGreaterThan(17);
    }
    expect(inside.length).toBeGreaterThan(0);
  }
}

test('minutes of 40 points and everybody are printed whole, signed by whom the posts name', async ({
  siti,
}) => {
  const { page } = siti;
  await siti.go('#/catatan');
  await page.getByRole('button', { name: 'Catatan baru' }).click();
  await page.getByRole('button', { name: 'Notulensi rapat' }).click();
  await siti.fill('Judul', 'Rapat dengan agenda panjang');
  await page.getByRole('button', { name: 'Tambah mata acara' }).click();
  await siti.paste(
    Array.from({ length: POINTS }, (_, n) => `${n + 1}. Hal ke-${n + 1}`).join('\n'),
  );
  await expect(page.locator('[data-record]')).toHaveCount(POINTS);
  await siti.part('Hadir');
  const list = page.getByRole('region', { name: 'Daftar hadir' });
  await list.getByRole('button', { name: 'Semua hadir' }).click();
  await expect(list.locator('[data-tally]')).toHaveText(/^\d+ hadir$/);
  const came = Number((await list.locator('[data-tally]').textContent())?.split(' ')[0]);
  await siti.done();

  // Forty points have just come onto the page, and what stood below a finger may have moved.
  await expect(page.getByRole('button', { name: 'Sahkan notulensi' })).toBeVisible();
  await expect(async () => {
    await page.getByRole('link', { name: 'Cetak', exact: true }).click({ timeout: 5_000 });
    expect(siti.place).toMatch(/^#\/cetak/);
  }).toPass();
  await page.locator('[data-signer="1"] summary').click();
  const signer = page.locator('[data-signer="1"]');
  await signer.getByLabel('Siapa').selectOption({ label: LONG });
  await signer.getByLabel('Cara menandatangani').selectOption({ label: 'a.n. (atas nama)' });
  await signer.getByLabel('Atas nama jabatan').fill('Ketua Paguyuban');
  await signer.getByLabel('Jabatan', { exact: true }).fill('Sekretaris Paguyuban');
  await signer.getByLabel('NIP').fill(NIP);

  const pages = await sheets(page);
  const lines = linesOf(pages);
  for (const { width, height } of pages) expect([width, height]).toEqual([210, 297]);
  whole(pages);
  for (const line of LETTERHEAD) {
    expect(count(lines, line)).toBe(1);
    expect(pages[0]?.text).toContain(line);
  }
  expect(lines).toContain('BELUM DISAHKAN (Draf)');
  for (let n = 1; n <= POINTS; n += 1) expect(lines).toContain(`${n}. Hal ke-${n}`);
  expect(lines).toContain('a.n. Ketua Paguyuban');
  expect(lines.filter((line) => line.endsWith('Sekretaris Paguyuban,'))).toHaveLength(1);
  expect(count(lines, `NIP ${NIP}`)).toBe(1);
  // The list of who came has its head on each of its sheets, and nobody twice.
  const listed = pages.filter(({ lines: all }) => all.some(({ text }) => text.endsWith(' Hadir')));
  expect(listed.length).toBeGreaterThan(1);
  for (const { text } of listed) expect(text).toMatch(/^No Nama lengkap Jabatan Desa Kehadiran$/m);
  expect(count(lines, ' Hadir')).toBe(came);

  // The same on F4, on its side; the choice of paper is remembered, the NIP is nowhere.
  await page.getByLabel('Ukuran kertas').selectOption('f4');
  const [f4] = await sheets(page);
  expect([f4?.width, f4?.height]).toEqual([215, 330]);
  await page.getByLabel('Arah kertas').selectOption('wide');
  const wide = await sheets(page);
  expect([wide[0]?.width, wide[0]?.height]).toEqual([330, 215]);
  whole(wide);
  await page.getByLabel('Arah kertas').selectOption('upright');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Simpan berkas' }).click();
  const file = await (await download).path();
  expect((await download).suggestedFilename()).toMatch(/^Notulensi Rapat dengan.*\.html$/);
  const beside = await page.context().newPage();
  await beside.setContent(await readFile(file, 'utf8'));
  const again = readPdf(await beside.pdf({ preferCSSPageSize: true }));
  expect(again.map(({ text }) => text)).toEqual((await sheets(page)).map(({ text }) => text));
  await beside.close();

  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(NIP);
  expect([...siti.relay.exported().values()].join()).not.toContain(NIP);
  await page.reload();
  await expect(page.getByLabel('Ukuran kertas')).toHaveValue('f4');
  await page.locator('[data-signer="1"] summary').click();
  await expect(page.locator('[data-signer="1"]').getByLabel('NIP')).toHaveValue('');
});

test('sheets to sign, letters and the register are whole, with what belongs on each sheet', async ({
  siti,
}) => {
  const { page } = siti;
  await siti.go('#/cetak/hadir');
  await page.getByLabel('Baris kosong tambahan').fill('40');
  const blank = await sheets(page);
  const people = await page.locator('.paper tbody tr').count();
  expect(people).toBeGreaterThan(40);
  whole(blank);
  numbered(blank, people);
  for (const { text } of blank) expect(text).toContain('No Nama lengkap Jabatan Desa Tanda tangan');
  expect(count(linesOf(blank), LETTERHEAD[0] ?? '')).toBe(1);
  expect(linesOf(blank)).toContain('DAFTAR HADIR');

  await siti.go('#/kegiatan');
  await page.locator('main a[href^="#/kegiatan/"]').first().click();
  await page.getByRole('link', { name: 'Cetak surat undangan' }).click();
  await page.getByLabel('Nomor', { exact: true }).fill('005/12/2026');
  const letters = await sheets(page);
  const invited = await page.locator('.letter').count();
  expect(invited).toBeGreaterThan(10);
  expect(letters).toHaveLength(invited);
  whole(letters, false);
  const names = new Set<string>();
  for (const { text, lines } of letters) {
    for (const line of LETTERHEAD) expect(count([text], line)).toBe(1);
    expect(text).toContain('005/12/2026');
    expect(text).toContain('Demikian undangan ini kami sampaikan.');
    expect(lines.filter((one) => one.text === 'Yth.')).toHaveLength(1);
    names.add(lines[lines.findIndex((one) => one.text === 'Yth.') + 1]?.text ?? '');
  }
  expect(names.size).toBe(invited);

  await siti.go('#/cetak/keputusan');
  await page.getByLabel('Dari tanggal').fill('2000-01-01');
  const register = await sheets(page);
  const rows = await page.locator('.paper tbody tr').count();
  expect(rows).toBeGreaterThan(0);
  expect([register[0]?.width, register[0]?.height]).toEqual(
    [330, 215].map((one) => (one === 330 ? 297 : 210)),
  );
  whole(register);
  for (const { text } of register) expect(text).toMatch(/^No Tanggal Rapat Isi keputusan/m);
});
