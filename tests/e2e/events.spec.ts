import { expect, type Locator } from '../../web/e2e.ts';
import { day } from './days.ts';
import { Phone } from './phone.ts';
import { test } from './two-phones.ts';

/** Begins an event of this title that is held on this day. */
async function begun(phone: Phone, title: string, day: string): Promise<string> {
  await phone.go('#/kegiatan');
  await phone.page.getByRole('button', { name: 'Kegiatan baru' }).click();
  await phone.fill('Judul', title);
  await phone.fill('Tanggal', day);
  return phone.place.replace(/\/ubah.*/, '');
}

function guests(phone: Phone): Locator {
  return phone.page.locator('[data-guests] output');
}

async function count(phone: Phone, times: number): Promise<void> {
  const more = phone.page.getByRole('button', { name: 'Tambah satu tamu' });
  for (let n = 0; n < times; n += 1) await more.click();
}

test('an event is told, answered, attended and written up by two who are apart', async ({
  relay,
  siti,
  budi,
}) => {
  await siti.go('#/lainnya');
  await siti.page.getByRole('link', { name: 'Kegiatan' }).click();
  await expect(siti.page.getByText('Belum ada kegiatan.')).toBeVisible();
  const event = await begun(siti, 'Pelatihan Siskeudes', day(0));
  await siti.page.getByLabel('Jenis rapat').selectOption({ label: 'Pelatihan' });
  await siti.fill('Tempat', 'Aula kecamatan');
  await siti.page.getByRole('button', { name: /^Undang semua anggota/ }).click();
  await siti.done();

  // Each answers for themselves with one tap.
  await budi.go('#/kegiatan');
  await budi.page.getByRole('link', { name: /Pelatihan Siskeudes/ }).click();
  await budi.page.getByRole('button', { name: 'Akan hadir', exact: true }).click();
  await expect(siti.page.locator('[data-answers]')).toContainText('Budi Santosa');
  await expect(siti.page.getByText('1 belum menjawab')).toBeVisible();

  // Organisers answer for others.
  await siti.page.getByRole('link', { name: 'Jawab untuk orang lain' }).click();
  await siti.page.getByRole('button', { name: 'Siti Rahayu: Tidak bisa' }).click();
  await siti.done();
  await expect(siti.page.locator('[data-answers]')).toContainText('1 tidak bisa');

  // Two doors, no network: what each counts is added up, and so are their marks.
  await relay.stop();
  for (const [phone, name, n] of [
    [siti, 'Siti Rahayu', 3],
    [budi, 'Siti Rahayu', 2],
  ] as const) {
    await phone.go(`${event}/ubah/hadir`);
    await phone.page.getByRole('button', { name: `${name}: Hadir` }).click();
    await count(phone, n);
    await expect(guests(phone)).toHaveText(String(n));
    await phone.done();
  }
  await expect(siti.page.getByText('Bilang akan hadir, belum tercatat hadir')).toBeVisible();

  // Both begin the minutes.
  for (const [phone, point] of [
    [siti, 'Pembukaan'],
    [budi, 'Penutup'],
  ] as const) {
    await phone.go(event);
    await phone.page.getByRole('link', { name: 'Tulis notulensi' }).click();
    await expect(phone.page.getByLabel('Judul').first()).toHaveValue('Pelatihan Siskeudes');
    await expect(phone.page.getByLabel('Tempat')).toHaveValue('Aula kecamatan');
    await phone.page.getByRole('button', { name: 'Tambah mata acara' }).click();
    await phone.page.locator('[data-record]').first().getByLabel('Judul').fill(point);
    await phone.done();
  }
  await relay.start();
  for (const phone of [siti, budi]) {
    await phone.syncNow();
    await phone.caughtUp();
    const main = phone.page.getByRole('main');
    await expect(main.getByText('Pembukaan')).toBeVisible();
    await expect(main.getByText('Penutup')).toBeVisible();
    await expect(main.getByText(/2 versi/)).toHaveCount(0);
    await expect(guests(phone)).toHaveText('5');
    await main.getByRole('link', { name: 'Lihat kegiatannya' }).click();
    await expect(main.getByRole('heading', { name: 'Pelatihan Siskeudes' })).toBeVisible();
    await expect(main.locator('[data-tally]')).toHaveText('1 hadir · 1 belum');
    await expect(main.getByRole('link', { name: 'Buka notulensi' })).toBeVisible();
  }
  expect([...relay.exported().keys()].filter((name) => name.includes('note'))).toHaveLength(1);
});

test('what is ahead comes first, what was is found by its month and by its words', async ({
  siti,
}) => {
  const { page } = siti;
  for (const [title, ahead] of [
    ['Rapat lampau', -40],
    ['Rapat pekan depan', 7],
    ['Rapat besok', 1],
  ] as const) {
    await begun(siti, title, day(ahead));
    await siti.done();
  }
  await siti.go('#/kegiatan');
  const names = page.locator('main .name');
  await expect(names).toHaveText(['Rapat besok', 'Rapat pekan depan', 'Rapat lampau']);
  const month = new Intl.DateTimeFormat('id-ID', { month: 'long', year: 'numeric' });
  await expect(
    page.getByRole('heading', { name: month.format(Date.parse(day(-40))) }),
  ).toBeVisible();
  await page.getByRole('searchbox').fill('pekan');
  await expect(names).toHaveText(['Rapat pekan depan']);
  await page.reload();
  await expect(names).toHaveText(['Rapat pekan depan']);
  // Nobody is asked whether they come to what is over.
  await page.getByRole('searchbox').fill('lampau');
  await page.getByRole('link', { name: /Rapat lampau/ }).click();
  await expect(page.getByText('Belum ada yang menjawab.')).toBeVisible();
  await expect(page.getByText('Anda akan hadir?')).toHaveCount(0);
});
