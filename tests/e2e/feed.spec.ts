import { expect, type BrowserContext } from '../../web/e2e.ts';
import { axeFinds, faultsOf, lasting } from './measure.ts';
import { Phone } from './phone.ts';
import { test } from './two-phones.ts';

const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };

/** As a spreadsheet asks: without a page and without a signature. */
async function asked(address: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(address);
  return { status: answer.status, text: await answer.text() };
}

test('an organiser gives a spreadsheet a key, which reads what it may, until it is ended', async ({
  siti,
}) => {
  const { page } = siti;
  await page.context().grantPermissions(CLIPBOARD.permissions);
  await siti.go('#/pendampingan');
  await page.getByRole('button', { name: 'Catat pendampingan' }).click();
  await page.getByLabel('Desa mana?').selectOption({ label: 'Karangkedawung' });
  await page.getByRole('button', { name: 'Mulai mencatat' }).click();
  await siti.fill('Topik', 'Siskeudes untuk perubahan anggaran');
  await siti.done();
  await siti.syncNow();

  await siti.go('#/pengurus');
  await page.getByRole('link', { name: 'Umpan data', exact: true }).click();
  await expect(page.getByText('Belum ada umpan.')).toBeVisible();
  await page.getByRole('button', { name: 'Tambah umpan', exact: true }).click();
  const form = page.getByRole('form', { name: 'Tambah umpan' });
  // Nothing is asked of the relay before it is named and says what may be read.
  await form.getByRole('button', { name: 'Buat umpan' }).click();
  await expect(form.getByText('Pilih paling sedikit satu tabel.')).toBeVisible();
  await form.getByLabel('Nama umpan', { exact: true }).fill('Rekap kecamatan');
  await form.getByRole('checkbox', { name: 'Pendampingan', exact: true }).check();
  await form.getByRole('checkbox', { name: 'Jabatan', exact: true }).check();
  await expect(form.getByText(/mentor_names/)).toHaveCount(0);
  await form.getByRole('checkbox', { name: 'Sertakan nama orang', exact: true }).check();
  await expect(form.getByText(/Dengan nama orang: mentor_names, mentee_names/)).toBeVisible();
  await expect(form.getByText(/Siapa pun yang memegang alamatnya/)).toBeVisible();
  await form.getByRole('checkbox', { name: 'Sertakan nama orang', exact: true }).uncheck();
  expect(await lasting(() => faultsOf(page))).toEqual([]);
  expect(await lasting(() => axeFinds(page))).toEqual([]);
  await form.getByRole('button', { name: 'Buat umpan' }).click();

  const made = page.getByRole('region', { name: 'Umpan “Rekap kecamatan” siap' });
  const address = await made.locator('[data-address="entries"]').inputValue();
  expect(address).toMatch(/\/api\/feed\/entries\.csv\?key=[0-9a-f]{40}$/);
  await made.getByRole('button', { name: 'Salin alamat' }).first().click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
  await made.getByRole('button', { name: 'Salin rumus' }).first().click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `=IMPORTDATA("${address}";";")`,
  );
  expect(await lasting(() => faultsOf(page))).toEqual([]);
  expect(await lasting(() => axeFinds(page))).toEqual([]);

  const csv = await asked(address);
  expect(csv.status).toBe(200);
  const [head = '', row = '', ...more] = csv.text
    .replace(/^\uFEFF/, '')
    .trim()
    .split('\r\n');
  expect(head).toBe(
    'id;date;village;village_name;kind;medium;competences;topic;state;stage;mentors;mentees;amount_rp',
  );
  expect(row).toContain(';33.02.19.2003;Karangkedawung;');
  expect(row).toContain('Siskeudes untuk perubahan anggaran');
  expect(more).toEqual([]);
  expect(csv.text).not.toContain('Siti Rahayu');
  const json = await asked(address.replace('.csv', '.json'));
  expect(json.status).toBe(200);
  const { table, rows } = JSON.parse(json.text) as { table: string; rows: object[] };
  expect(table).toBe('entries');
  expect(Object.keys(rows[0] ?? {}).sort()).toEqual(head.split(';').sort());
  expect((await asked(address.replace('/entries.', '/minutes.'))).status).toBe(403);

  // The address is shown once, the feed stays listed, and says that it is used.
  await made.getByRole('button', { name: 'Selesai', exact: true }).click();
  await page.reload();
  const listed = page.locator('[data-feed="open"]');
  await expect(listed).toContainText('Rekap kecamatan');
  await expect(listed).toContainText('Pendampingan, Jabatan');
  await expect(listed).toContainText(/oleh Siti Rahayu/);
  await expect(listed).toContainText(/Terakhir dipakai/);
  await expect(page.locator('[data-address]')).toHaveCount(0);

  await page.getByRole('button', { name: 'Akhiri umpan Rekap kecamatan' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Batal', exact: true }).click();
  expect((await asked(address)).status).toBe(200);
  await page.getByRole('button', { name: 'Akhiri umpan Rekap kecamatan' }).click();
  await sheet.getByRole('button', { name: 'Ya, akhiri', exact: true }).click();
  await expect(page.locator('[data-feed="ended"]')).toContainText('Rekap kecamatan');
  expect((await asked(address)).status).toBe(401);

  await siti.go('#/pengurus/tindakan');
  await expect(page.locator('[data-act="feed_added"]')).toContainText('Pendampingan, Jabatan');
  await expect(page.locator('[data-act="feed_ended"]')).toContainText('Umpan data diakhiri');
});

test('a member has no feeds, and the relay gives them none', async ({ relay, browser }) => {
  const context: BrowserContext = await browser.newContext();
  const member = new Phone(await context.newPage(), relay);
  await member.join('member', 'Budi Santosa');
  const asked: string[] = [];
  member.page.on('request', (one) => asked.push(new URL(one.url()).pathname));
  await member.go('#/lainnya');
  await expect(member.page.getByRole('link', { name: 'Umpan data' })).toHaveCount(0);
  await member.go('#/umpan');
  await expect(member.page.getByText('Hanya pengurus yang mengatur umpan data.')).toBeVisible();
  await expect(member.page.getByRole('button', { name: 'Tambah umpan' })).toHaveCount(0);
  expect(asked.filter((path) => path.startsWith('/api/office'))).toEqual([]);
  await context.close();
});
