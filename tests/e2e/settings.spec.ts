import { expect, test } from '../../web/e2e.ts';
import { day } from './days.ts';
import { Phone } from './phone.ts';
import { Relay } from './relay.ts';

// A forum of another kecamatan, set up on the page from a relay that knows nothing but its name.

let relay: Relay;

test.beforeEach(async () => {
  relay = await Relay.start({ empty: true });
});

test.afterEach(async () => {
  await relay.end();
});

/** 31 villages as an office has them: a heading, numbers, codes without dots, in a table. */
const LIST = [
  'No\tKode\tNama Desa',
  ...Array.from({ length: 31 }, (_, n) => `${n + 1}\t330101${2001 + n}\tUjung ${n + 1} Wetan`),
].join('\n');

/** So many days from now, as people write a date. */
function dayFrom(days: number): string {
  const [year, month, date] = day(days).split('-').map(Number);
  return `${date}/${month}/${year}`;
}

async function toSettings(phone: Phone) {
  await phone.go('#/pengaturan');
  await phone.page.getByRole('link', { name: 'Pengaturan forum' }).click();
}

test('a forum of another kecamatan has its villages, labels and five grades from the first day', async ({
  browser,
}) => {
  const [chairs, members] = await Promise.all([browser.newContext(), browser.newContext()]);
  const chair = new Phone(await chairs.newPage(), relay);
  await chair.join('organiser', 'Rahma Contohwati');
  const { page } = chair;

  // Nothing is there, and what to do first is said where it is missed.
  await chair.go('#/pendampingan');
  await page.getByRole('link', { name: 'Isi daftar desa' }).click();
  await chair.fill('Nama paguyuban', 'Paguyuban Ujung Wetan');
  await chair.fill('Kecamatan', 'Ujung Wetan');
  await page.getByLabel('Zona waktu').selectOption('wita');
  await page.getByLabel('Desa dianggap sepi setelah').selectOption({ label: '14 hari' });
  await chair.fill('Kop surat, baris 1', 'PAGUYUBAN UJUNG WETAN');
  await page.getByLabel('Tempel daftar desa').fill(LIST);
  await expect(page.getByText('31 desa terbaca.')).toBeVisible();
  await page.getByRole('button', { name: 'Simpan 31 desa' }).click();
  await expect(page.getByText('31 desa', { exact: true })).toBeVisible();

  // Another label, a fifth grade, and a word that is not offered any more.
  await page.getByRole('button', { name: 'Skala nilai kompetensi' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Dasar', { exact: true }).fill('Cukup');
  await sheet.getByLabel('Kata baru').fill('Melatih kecamatan lain');
  await sheet.getByRole('button', { name: 'Tambah kata' }).click();
  await expect(sheet.getByRole('listitem')).toHaveCount(6);
  await sheet.getByRole('button', { name: 'Tutup' }).click();
  await page.getByRole('button', { name: 'Bentuk pendampingan' }).click();
  await sheet.getByLabel('Konsultasi', { exact: true }).fill('Tanya jawab');
  await sheet.getByRole('button', { name: 'Tidak dipakai lagi: Pelatihan' }).click();
  await sheet.getByRole('button', { name: 'Turunkan Pelatihan' }).click();
  await sheet.getByRole('button', { name: 'Tutup' }).click();
  await page.getByRole('button', { name: 'Tambah kewajiban' }).click();
  await chair.fill('Judul', 'Laporan realisasi');
  await chair.fill('Tenggat', dayFrom(2));
  await chair.done();
  await expect(page.getByRole('heading', { name: 'Kop surat' })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.only-paper')).toContainText('PAGUYUBAN UJUNG WETAN');
  await page.emulateMedia({ media: 'screen' });
  await chair.go('#/');
  await expect(page.getByText('Laporan realisasi')).toBeVisible();
  await toSettings(chair);

  await expect(page.getByText('Ujung 31 Wetan')).toBeVisible();
  await chair.caughtUp();

  // A member reads it all, and writes with it.
  const member = new Phone(await members.newPage(), relay);
  await member.page.goto(relay.invite('member'));
  await member.page.getByLabel('Nama HP ini').fill('HP Uji');
  await member.page.getByRole('button', { name: 'Gabung' }).click();
  await member.page.getByLabel('Nama lengkap').fill('Joko Contohwan');
  await member.page.getByLabel('Desa').selectOption({ label: 'Ujung 7 Wetan' });
  await member.page.getByRole('button', { name: 'Simpan dan mulai' }).click();
  await expect(
    member.page.getByRole('heading', { name: 'Paguyuban Ujung Wetan' }).first(),
  ).toBeVisible();
  await toSettings(member);
  await expect(member.page.getByText('Ujung 31 Wetan')).toBeVisible();
  await expect(member.page.getByRole('link', { name: 'Ubah' })).toHaveCount(0);
  await member.page.getByRole('button', { name: 'Skala nilai kompetensi' }).click();
  await expect(member.page.getByRole('dialog').getByRole('listitem')).toHaveText([
    'Belum dinilai',
    'Perlu pendampingan intensif',
    'Cukup',
    'Mampu',
    'Mandiri, bisa membimbing',
    'Melatih kecamatan lain',
  ]);
  await member.page.getByRole('dialog').getByRole('button', { name: 'Tutup' }).click();
  await member.go('#/pendampingan');
  await member.page.getByRole('button', { name: 'Catat pendampingan' }).click();
  await expect(member.page.getByLabel('Desa mana?').getByRole('option')).toHaveCount(32);
  await member.page.getByRole('button', { name: 'Mulai mencatat' }).click();
  const kinds = member.page.getByLabel('Bentuk pendampingan');
  await expect(kinds.getByRole('option', { name: 'Tanya jawab' })).toHaveCount(1);
  await expect(kinds.getByRole('option', { name: 'Pelatihan' })).toHaveCount(0);

  // Where nobody has been for long, the list says so.
  await member.fill('Tanggal', dayFrom(-40));
  await member.go('#/pendampingan');
  await expect(member.page.getByText(/Sepi 4[01] hari/)).toHaveCount(1);
});

test('a list of names is numbered below its kecamatan, and a typed list survives a reload', async ({
  page,
}) => {
  const chair = new Phone(page, relay);
  await chair.join('organiser', 'Rahma Contohwati');
  await chair.go('#/pengaturan/forum/ubah');
  await page.getByLabel('Tempel daftar desa').fill('Satu\nDua\nTiga');
  await expect(page.getByText('Belum ada desa yang terbaca.')).toBeVisible();
  await page.getByLabel('Kode kecamatan').fill('33.01.02');
  await expect(page.getByText('3 desa terbaca.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Tempel daftar desa')).toHaveValue('Satu\nDua\nTiga');
  await page.getByRole('button', { name: 'Simpan 3 desa' }).click();
  await page.getByRole('button', { name: 'Tidak dipakai lagi: Dua' }).click();
  await chair.done();
  await expect(page.getByText('33.01.02.2003')).toBeVisible();
  await chair.go('#/pendampingan');
  await page.getByRole('button', { name: 'Catat pendampingan' }).click();
  await expect(page.getByLabel('Desa mana?').getByRole('option')).toHaveText(['—', 'Satu', 'Tiga']);
});

test('every list of words is called otherwise, grows, is ordered, and lets a word go', async ({
  page,
}) => {
  const chair = new Phone(page, relay);
  await chair.join('organiser', 'Rahma Contohwati');
  await chair.go('#/pengaturan/forum/ubah');
  const lists = page.getByRole('region', { name: 'Daftar kata' }).getByRole('button');
  const sheet = page.getByRole('dialog');
  await expect(lists.first()).toBeVisible();
  const count = await lists.count();
  expect(count).toBeGreaterThanOrEqual(17);
  const told: string[][] = [];
  for (let at = 0; at < count; at += 1) {
    await lists.nth(at).click();
    await sheet.getByRole('textbox').first().fill(`Sebutan ${at}`);
    await sheet
      .getByRole('button', { name: /^Turunkan/ })
      .first()
      .click();
    const fixed = (await sheet.getByText('tidak bisa ditambah').count()) > 0;
    if (!fixed) {
      await sheet.getByLabel('Kata baru').fill(`Tambahan ${at}`);
      await sheet.getByRole('button', { name: 'Tambah kata' }).click();
      await expect(sheet.getByRole('button', { name: `Naikkan Tambahan ${at}` })).toBeVisible();
      await sheet
        .getByRole('button', { name: /^Tidak dipakai lagi/ })
        .first()
        .click();
      await expect(sheet.getByRole('button', { name: /^Pakai lagi/ })).toHaveCount(1);
    }
    await sheet.getByRole('button', { name: 'Tutup' }).click();
    told.push([`Sebutan ${at}`, ...(fixed ? [] : [`Tambahan ${at}`])]);
  }
  await chair.done();
  await page.reload();
  for (const [at, words] of told.entries()) {
    await lists.nth(at).click();
    const rows = sheet.getByRole('listitem');
    // The first has gone down by one.
    await expect(rows.nth(1)).toContainText(words[0] ?? '');
    if (words[1]) {
      await expect(rows.last()).toHaveText(words[1]);
      await expect(rows.filter({ hasText: '(tidak dipakai lagi)' })).toHaveCount(1);
    }
    await sheet.getByRole('button', { name: 'Tutup' }).click();
  }
});
