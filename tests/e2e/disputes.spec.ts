import { readFileSync } from 'node:fs';
import { expect } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { test } from './two-phones.ts';

/** Minutes with one point; both phones have them. */
async function minutes(siti: Phone, budi: Phone): Promise<string> {
  await siti.beginMinutes('Rapat rutin');
  await siti.page.getByRole('button', { name: 'Tambah mata acara' }).click();
  const point = siti.page.locator('[data-record]').first();
  await point.getByLabel('Judul').fill('Pembukaan');
  await point.getByLabel('Pembahasan').fill('Rapat dimulai pukul 09.00. Semua hadir.');
  await point.getByLabel('Pembahasan').blur();
  await siti.done();
  const note = siti.place;
  await budi.go(note);
  await expect(budi.page.getByText('pukul 09.00')).toBeVisible();
  return note;
}

/** One of the two writes what the other does not know of. */
async function rewrite(phone: Phone, title: string, hour: string): Promise<void> {
  await phone.edit();
  const point = phone.page.locator('[data-record]').first();
  await point.getByLabel('Judul').fill(title);
  await point.getByLabel('Pembahasan').fill(`Rapat dimulai pukul ${hour}. Semua hadir.`);
  await point.getByLabel('Pembahasan').blur();
  await phone.done();
}

const open = (phone: Phone) => phone.page.locator('mark[data-open]');

test('what is not settled is marked where it stands, named by it, and asked only of who may choose', async ({
  relay,
  siti,
  budi,
  browser,
}) => {
  const note = await minutes(siti, budi);
  const context = await browser.newContext();
  const viewer = new Phone(await context.newPage(), relay);
  await viewer.join('viewer', '');
  await relay.stop();
  await rewrite(siti, 'Pembukaan oleh ketua', '09.30');
  await rewrite(budi, 'Pembukaan oleh camat', '10.00');
  await relay.start();

  for (const phone of [siti, budi, viewer]) {
    await phone.syncNow();
    await phone.go(note);
    await expect(
      phone.page.getByRole('region', { name: '2 versi Judul mata acara 1' }),
    ).toBeVisible();
    await expect(phone.page.getByText('di Pembahasan mata acara 1')).toBeVisible();
    await expect(open(phone)).toHaveText([
      /^\[versi A: Pembukaan oleh (ketua|camat) \| versi B: Pembukaan oleh (ketua|camat)\]$/,
      /^\[versi A: .*09\.30.* \| versi B: .*10\.00.*\]$/,
    ]);
    await expect(phone.page.getByText('Semua hadir.').first()).toBeVisible();
  }

  await viewer.go('#/');
  await expect(viewer.page.getByText(/^Selamat (pagi|siang|sore|malam)/)).toBeVisible();
  await expect(viewer.page.locator('[data-section="unresolved"]')).toHaveCount(0);
  await viewer.go(note);
  await expect(
    viewer.page.getByText('Diputuskan oleh pengurus atau anggota.').first(),
  ).toBeVisible();
  await expect(viewer.page.getByRole('button', { name: 'Pakai ini' })).toHaveCount(0);
  await viewer.go('#/catatan');
  await expect(viewer.page.locator('[data-disputed]')).toHaveText('Ada beberapa versi');
  await siti.go('#/');
  await expect(siti.page.locator('[data-section="unresolved"]')).toContainText('2 hal');

  // In the form the field says so, and leads to the question.
  await siti.go(note);
  await siti.edit();
  await expect(siti.page.locator('[data-undecided]')).toHaveCount(2);
  await siti.page.locator('[data-undecided]').first().getByRole('button').click();
  await expect(siti.page.getByRole('button', { name: 'Pakai ini' }).first()).toBeFocused();
  await siti.page.getByRole('link', { name: 'Simpan' }).click();

  // A choice can be taken back; afterwards everybody is asked as before.
  const asked = siti.page.getByRole('region', { name: '2 versi Judul mata acara 1' });
  await asked.getByRole('button', { name: 'Pakai ini' }).first().click();
  await expect(asked).toHaveCount(0);
  await siti.page.getByRole('button', { name: 'Urungkan' }).click();
  await expect(asked).toBeVisible();
  await expect(open(siti)).toHaveCount(2);
  await asked.getByRole('button', { name: 'Pakai ini' }).first().dblclick();
  await expect(open(siti)).toHaveCount(1);
  await expect(open(budi)).toHaveCount(1);
  await context.close();
});

test('what leaves the app has both versions of what is not settled', async ({
  relay,
  siti,
  budi,
}) => {
  const note = await minutes(siti, budi);
  await relay.stop();
  await rewrite(siti, 'Pembukaan oleh ketua', '09.30');
  await rewrite(budi, 'Pembukaan oleh camat', '10.00');
  await relay.start();
  for (const phone of [siti, budi]) await phone.syncNow();
  await siti.go(note);
  await expect(open(siti)).toHaveCount(2);
  const { page } = siti;

  // What is selected and copied, and what is printed, is what is read.
  await page.emulateMedia({ media: 'print' });
  await expect(open(siti).last()).toContainText('versi B');
  await page.emulateMedia({ media: 'screen' });

  await page.getByText('Buang bagian rahasia').click();
  await page.getByRole('button', { name: /Buat salinan/ }).click();
  await expect(page.getByText(/Judul mata acara 1: \[versi A: .*\| versi B: .*\]/)).toBeVisible();
  await expect(page.getByText(/\[versi A: .*09\.30.*\| versi B: .*10\.00.*\]/)).toBeVisible();

  await siti.go('#/pengaturan');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: /Unduh data saya/ }).click();
  const data = readFileSync(await (await downloading).path(), 'utf8');
  expect(data).toMatch(/\[versi A: Pembukaan oleh \w+ \| versi B: Pembukaan oleh \w+\]/);
  expect(data).toMatch(/\[versi A: [^"]*09\.30[^"]* \| versi B: [^"]*10\.00/);
});

test('a card archived by one and edited by another can stay archived', async ({
  relay,
  siti,
  budi,
}) => {
  await siti.go('#/anggota');
  await siti.page.getByRole('button', { name: 'Tambah anggota' }).click();
  await siti.fill('Nama lengkap', 'Agus Priyono');
  await siti.done();
  const card = siti.place;
  await budi.go(card);
  await expect(budi.page.getByRole('heading', { name: 'Agus Priyono' })).toBeVisible();
  await relay.stop();
  await siti.edit();
  await siti.page.getByRole('button', { name: 'Arsipkan' }).click();
  await siti.page.getByRole('group').getByRole('button', { name: 'Arsipkan' }).click();
  await budi.edit();
  await budi.fill('Panggilan', 'Pak Agus');
  await budi.done();
  await relay.start();
  for (const phone of [siti, budi]) await phone.syncNow();
  await budi.go(card);
  await budi.page.getByRole('button', { name: 'Tetap diarsipkan' }).click();
  for (const phone of [siti, budi]) {
    await phone.syncNow();
    await phone.go(card);
    await expect(phone.page.getByText(/tetapi Budi Santosa mengubah/)).toHaveCount(0);
    await expect(phone.page.getByText(/Kartu ini diarsipkan/)).toBeVisible();
    await phone.go('#/anggota');
    await expect(phone.page.getByText('2 anggota')).toBeVisible();
    await expect(phone.page.getByText('Yang diarsipkan · 1')).toBeVisible();
  }
});

test('a point archived by one and changed by another is asked about where it stands', async ({
  relay,
  siti,
  budi,
  browser,
}) => {
  const note = await minutes(siti, budi);
  const context = await browser.newContext();
  const viewer = new Phone(await context.newPage(), relay);
  await viewer.join('viewer', '');
  await relay.stop();
  await siti.edit();
  await siti.page.getByRole('button', { name: /^Hapus dari daftar: Agenda/ }).click();
  await siti.done();
  await budi.edit();
  const point = budi.page.locator('[data-record]').first();
  await point.getByLabel('Pembahasan').fill('Iuran naik menjadi Rp 25.000.');
  await point.getByLabel('Pembahasan').blur();
  await budi.done();
  await relay.start();

  const asked = (phone: Phone) =>
    phone.page.getByText(
      'Mata acara “Pembukaan” diarsipkan oleh Siti Rahayu, tetapi Budi Santosa mengubahnya',
    );
  for (const phone of [siti, budi, viewer]) {
    await phone.syncNow();
    await phone.go(note);
    await expect(asked(phone)).toBeVisible();
    await expect(phone.page.locator('[data-archived]')).toContainText('Iuran naik');
    await expect(phone.page.locator('[data-archived] [data-undecided]')).toBeVisible();
  }
  await expect(viewer.page.getByRole('button', { name: 'Tetap diarsipkan' })).toHaveCount(0);
  await viewer.go('#/');
  await expect(viewer.page.getByText(/^Selamat (pagi|siang|sore|malam)/)).toBeVisible();
  await expect(viewer.page.locator('[data-section="unresolved"]')).toHaveCount(0);
  await budi.go('#/');
  await expect(budi.page.locator('[data-section="unresolved"]')).toContainText('1 hal');

  // The mark leads to the question; a choice can be taken back; either answer ends it for all.
  await siti.page.locator('[data-undecided]').getByRole('button').click();
  await expect(siti.page.getByRole('button', { name: 'Kembalikan' }).first()).toBeFocused();
  await siti.page.getByRole('button', { name: 'Tetap diarsipkan' }).click();
  await siti.page.getByRole('button', { name: 'Urungkan' }).click();
  await expect(asked(siti)).toBeVisible();
  await siti.page.getByRole('button', { name: 'Tetap diarsipkan' }).click();
  await siti.go('#/');
  await expect(siti.page.locator('[data-section="unresolved"]')).toHaveCount(0);
  for (const phone of [budi, viewer]) {
    await phone.go(note);
    await expect(phone.page.getByText('Yang diarsipkan · 1')).toBeVisible();
    await expect(asked(phone)).toHaveCount(0);
  }
  await context.close();
});

test('an entry archived by one and changed by another can be brought back', async ({
  relay,
  siti,
  budi,
}) => {
  await siti.go('#/pendampingan');
  await siti.page.getByRole('button', { name: 'Catat pendampingan' }).click();
  await siti.page.getByLabel('Desa mana?').selectOption({ label: 'Karangkedawung' });
  await siti.page.getByRole('button', { name: 'Mulai mencatat' }).click();
  await siti.fill('Topik', 'Siskeudes');
  await siti.done();
  const entry = siti.place;
  await budi.go(entry);
  await expect(budi.page.getByRole('heading', { name: 'Siskeudes' })).toBeVisible();
  await relay.stop();
  await siti.edit();
  await siti.page.getByRole('button', { name: 'Arsipkan' }).click();
  await siti.page.getByRole('group').getByRole('button', { name: 'Arsipkan' }).click();
  await budi.edit();
  await budi.fill('Topik', 'Siskeudes dan aset');
  await budi.done();
  await relay.start();
  await siti.syncNow();

  // Home leads to the list, and the list shows what is asked about though it is archived.
  await siti.go('#/');
  await siti.page.locator('[data-section="unresolved"]').getByRole('link').first().click();
  await siti.page.getByRole('link', { name: /Siskeudes dan aset/ }).click();
  await expect(siti.page.getByText(/tetapi Budi Santosa mengubahnya/)).toBeVisible();
  await siti.page.getByRole('button', { name: 'Kembalikan' }).first().click();
  await siti.go('#/');
  await expect(siti.page.locator('[data-section="unresolved"]')).toHaveCount(0);
  await budi.syncNow();
  await budi.go(entry);
  await expect(budi.page.getByText(/tetapi Budi Santosa mengubahnya/)).toHaveCount(0);
  await expect(budi.page.getByText(/ini diarsipkan/)).toHaveCount(0);
});

test('what is archived nags nobody, and who is archived can be taken out of a list', async ({
  siti,
}) => {
  const { page } = siti;
  await siti.go('#/anggota');
  await page.getByRole('button', { name: 'Tambah anggota' }).click();
  await siti.fill('Nama lengkap', 'Agus Priyono');
  await siti.done();
  const card = siti.place;

  await siti.beginMinutes('Rapat rutin');
  await page.getByText('Petugas dan status').click();
  await page.getByRole('button', { name: /^Narasumber/ }).click();
  await page.getByRole('checkbox', { name: /Agus Priyono/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Selesai|Simpan/ })
    .click();
  await siti.part('Tindak lanjut');
  await page.getByRole('button', { name: 'Tambah tindak lanjut' }).click();
  const promise = page.getByRole('region', { name: 'Tindak lanjut' }).locator('[data-record]');
  await promise.getByRole('textbox').first().fill('Kirim undangan');
  await promise.getByRole('button', { name: /^Penanggung jawab|^Pelaksana/ }).click();
  await page.getByRole('radio', { name: /Siti Rahayu/ }).click();
  await siti.done();
  const note = siti.place;
  await siti.go('#/');
  await expect(page.getByText('Kirim undangan')).toBeVisible();

  await siti.go(`${card}/ubah`);
  await page.getByRole('button', { name: 'Arsipkan' }).click();
  await page.getByRole('group').getByRole('button', { name: 'Arsipkan' }).click();
  await siti.go(`${note}/ubah`);
  await page.getByText('Petugas dan status').click();
  await page.getByRole('button', { name: /^Narasumber Agus Priyono/ }).click();
  await page.getByRole('checkbox', { name: /Agus Priyono/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Selesai|Simpan/ })
    .click();
  await expect(page.getByRole('button', { name: /^Narasumber Agus/ })).toHaveCount(0);

  await page.getByRole('button', { name: 'Arsipkan', exact: true }).click();
  await page.getByRole('group').getByRole('button', { name: 'Arsipkan' }).click();
  await siti.go('#/');
  await expect(page.getByText('Kirim undangan')).toHaveCount(0);
});

test('an entry whose date is put into another year is found there', async ({ siti }) => {
  const { page } = siti;
  await siti.go('#/pendampingan');
  await page.getByRole('button', { name: 'Catat pendampingan' }).click();
  await page.getByLabel('Desa mana?').selectOption({ label: 'Karangkedawung' });
  await page.getByRole('button', { name: 'Mulai mencatat' }).click();
  await siti.fill('Topik', 'Penyusunan APBDes');
  await siti.fill('Tanggal', '2024-03-02');
  await siti.done();
  const entry = siti.place;
  await page.getByRole('link', { name: 'Kembali' }).click();
  await expect(page.getByRole('heading', { name: 'Karangkedawung 2024' })).toBeVisible();
  await page.getByText('Penyusunan APBDes').click();
  await expect(page.getByRole('heading', { name: 'Penyusunan APBDes' })).toBeVisible();
  expect(siti.place).toBe(entry);
  await siti.go('#/pendampingan/2024');
  await expect(page.getByText('1 catatan di 1 desa')).toBeVisible();
  await siti.go('#/pendampingan');
  await expect(page.getByText('0 catatan di 0 desa')).toBeVisible();
});

test('organisers approve minutes, and whoever changes them afterwards sends them back', async ({
  relay,
  siti,
  browser,
}) => {
  const context = await browser.newContext();
  const member = new Phone(await context.newPage(), relay);
  await member.join('member', 'Joko Prasetyo');
  const note = await minutes(siti, member);
  await siti.edit();
  await siti.page.getByText('Petugas dan status').click();
  await siti.page.getByLabel('Status').first().selectOption('disahkan');
  await siti.done();
  await expect(member.page.getByText('Disahkan')).toBeVisible();
  await member.go('#/catatan');
  await expect(member.page.getByText('Disahkan')).toBeVisible();

  await member.go(note);
  await member.edit();
  await member.fill('Tempat', 'Balai desa');
  await member.page.getByText('Petugas dan status').click();
  await expect(member.page.getByLabel('Status').first()).toHaveValue('ditinjau');
  const words = member.page.getByLabel('Status').first().getByRole('option');
  await expect(words.filter({ hasText: 'Disahkan' })).toHaveCount(0);
  await member.done();
  await siti.go(note);
  await expect(siti.page.getByText('Ditinjau')).toBeVisible();
  await siti.go('#/catatan');
  await expect(siti.page.getByText('Disahkan')).toHaveCount(0);
  await context.close();
});

test('who is marked differently by two is counted by none until that is settled', async ({
  relay,
  siti,
  budi,
}) => {
  const note = await minutes(siti, budi);
  await relay.stop();
  for (const [phone, mark] of [
    [siti, 'Hadir'],
    [budi, 'Izin'],
  ] as const) {
    await phone.edit();
    await phone.part('Hadir');
    await phone.page.getByRole('button', { name: `Siti Rahayu: ${mark}` }).click();
    await phone.done();
  }
  await relay.start();
  for (const phone of [siti, budi]) {
    await phone.syncNow();
    await phone.go(note);
    await expect(
      phone.page.getByRole('region', { name: '2 versi Kehadiran Siti Rahayu' }),
    ).toBeVisible();
    await expect(open(phone)).toHaveText(/^\[versi A: (Hadir|Izin) \| versi B: (Hadir|Izin)\]$/);
    await expect(phone.page.locator('[data-tally]')).toContainText('1 belum diputuskan');
    await expect(phone.page.locator('[data-tally]')).not.toContainText('1 hadir');
  }
});
