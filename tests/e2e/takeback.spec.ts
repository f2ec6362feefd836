import { expect } from '../../web/e2e.ts';
import type { Phone } from './phone.ts';
import { test } from './two-phones.ts';

const FORMS = [
  {
    what: 'minutes',
    list: '#/catatan',
    open: ['Catatan baru', 'Notulensi rapat'],
  },
  {
    what: 'a free note',
    list: '#/catatan',
    open: ['Catatan baru', 'Catatan bebas'],
  },
  { what: 'a card', list: '#/anggota', open: ['Tambah anggota'] },
];

/** Opens an empty form, the last button by a double tap. */
async function openTwice(phone: Phone, list: string, buttons: string[]): Promise<void> {
  await phone.go(list);
  for (const name of buttons.slice(0, -1))
    await phone.page.getByRole('button', { name, exact: true }).click();
  const last = buttons[buttons.length - 1] ?? '';
  await phone.page.getByRole('button', { name: last }).dblclick({ noWaitAfter: true });
}

async function newEntry(phone: Phone): Promise<void> {
  await phone.go('#/pendampingan');
  await phone.page.getByRole('button', { name: 'Catat pendampingan' }).click();
  await phone.page.getByLabel('Desa mana?').selectOption({ label: 'Karangkedawung' });
  await phone.page.getByRole('button', { name: 'Mulai mencatat' }).dblclick({ noWaitAfter: true });
}

async function newMinutes(phone: Phone, title: string): Promise<void> {
  await openTwice(phone, '#/catatan', ['Catatan baru', 'Notulensi rapat']);
  await phone.fill('Judul', title);
}

async function decide(phone: Phone, text: string): Promise<void> {
  const decision = phone.page.getByRole('region', { name: 'Keputusan' }).locator('[data-record]');
  await decision.getByRole('textbox').first().fill(text);
  await decision.getByRole('textbox').first().blur();
}

const undo = (phone: Phone) => phone.page.getByRole('button', { name: 'Urungkan' });

test('a form that is opened twice and left leaves nothing with anybody', async ({
  relay,
  siti,
  budi,
}) => {
  const before = relay.exported().size;
  for (const { list, open } of FORMS) {
    await openTwice(siti, list, open);
    await expect(siti.page.getByRole('link', { name: 'Simpan' })).toBeVisible();
    await siti.go(list);
    await expect(siti.page.getByText(/Tanpa judul|Tanpa nama/)).toHaveCount(0);
  }
  await newEntry(siti);
  await expect(siti.page.getByLabel('Topik')).toBeVisible();
  await siti.go('#/pendampingan');
  await siti.syncNow();
  await expect(siti.page.getByText('Topik belum diisi')).toHaveCount(0);
  for (const list of ['#/catatan', '#/anggota']) {
    await budi.go(list);
    await expect(budi.page.getByText(/Tanpa judul|Tanpa nama/)).toHaveCount(0);
  }
  expect(relay.exported().size).toBe(before);
});

test('minutes and their points begin with a first word, each once', async ({ siti, budi }) => {
  await newMinutes(siti, 'Rapat rutin');
  for (const [part, name] of [
    ['Agenda', 'Tambah mata acara'],
    ['Keputusan', 'Tambah keputusan'],
    ['Tindak lanjut', 'Tambah tindak lanjut'],
  ] as const) {
    await siti.part(part);
    await siti.page.getByRole('button', { name }).dblclick();
    await siti.page.getByRole('button', { name }).click();
  }
  await expect(siti.page.locator('[data-record]')).toHaveCount(3);
  await siti.part('Keputusan');
  await decide(siti, 'Iuran naik');
  await siti.done();
  await budi.go(siti.place);
  await expect(budi.page.getByRole('heading', { name: 'Rapat rutin' })).toBeVisible();
  await expect(budi.page.getByText('Iuran naik')).toBeVisible();
  await expect(budi.page.getByText('Draf')).toBeVisible();
  await expect(budi.page.getByText('Belum ada mata acara.')).toBeVisible();
  await expect(budi.page.getByText('Belum ada tindak lanjut.')).toBeVisible();
  await budi.go('#/catatan');
  await expect(budi.page.getByText('Rapat rutin')).toHaveCount(1);
});

test('an entry begins with its first word, and has its day, its village and its mentor', async ({
  siti,
}) => {
  await newEntry(siti);
  await expect(siti.page.getByText('Siti Rahayu')).toBeVisible();
  await siti.fill('Topik', 'Penyusunan APBDes');
  await siti.done();
  await expect(siti.page.getByText('Siti Rahayu')).toBeVisible();
  await expect(siti.page.getByText('Karangkedawung').first()).toBeVisible();
  await siti.go(siti.place.replace(/\/[^/]*$/, ''));
  await expect(siti.page.getByText('Penyusunan APBDes')).toHaveCount(1);
});

test('what is taken out of minutes can be taken back, at once or later', async ({ siti, budi }) => {
  const { page } = siti;
  await newMinutes(siti, 'Rapat kerja');
  await page.getByRole('button', { name: 'Tambah mata acara' }).click();
  const point = page.locator('[data-record]').first();
  await point.getByLabel('Judul').fill('Pembukaan');
  await point.getByLabel('Pembahasan').fill('Ketua membuka rapat pukul sembilan.');
  await point.getByLabel('Pembahasan').blur();
  await siti.part('Keputusan');
  await page.getByRole('button', { name: 'Tambah keputusan' }).click();
  await decide(siti, 'Iuran naik');

  for (const list of ['Agenda', 'Keputusan']) {
    await siti.part(list);
    await page.getByRole('button', { name: new RegExp(`: ${list} 1$`) }).click();
    await expect(page.getByRole('region', { name: list }).locator('[data-record]')).toHaveCount(0);
    await undo(siti).click();
    await expect(page.getByRole('region', { name: list }).locator('[data-record]')).toHaveCount(1);
  }
  // By the keyboard, with the focus in no field.
  await page.getByRole('button', { name: /: Keputusan 1$/ }).press('Enter');
  await expect(undo(siti)).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.locator('[data-record]')).toHaveCount(2);

  await siti.part('Agenda');
  await page.getByRole('button', { name: /: Agenda 1$/ }).click();
  await siti.done();
  await budi.go(siti.place);
  await expect(budi.page.getByText('Iuran naik')).toBeVisible();
  await expect(budi.page.getByText('Ketua membuka rapat')).not.toBeVisible();
  await budi.page.getByText('Yang diarsipkan · 1').click();
  await expect(budi.page.getByText('Ketua membuka rapat')).toBeVisible();
  await budi.page.getByRole('button', { name: 'Kembalikan' }).click();
  await expect(siti.page.getByText('Ketua membuka rapat')).toBeVisible();
});

test('a choice and a person taken out can be taken back', async ({ siti }) => {
  const { page } = siti;
  await newEntry(siti);
  await siti.fill('Topik', 'Penyusunan APBDes');
  await page.getByLabel('Bentuk').selectOption('konsultasi');
  await expect(page.locator('main [data-tick="pending"]')).toHaveCount(0);
  await page.getByLabel('Bentuk').selectOption('pelatihan');
  await expect(page.getByText(/Konsultasi diganti Pelatihan/)).toBeVisible();
  await undo(siti).click();
  await expect(page.getByLabel('Bentuk')).toHaveValue('konsultasi');
  await page.getByRole('button', { name: /Karangkedawung/ }).click();
  await expect(page.getByRole('button', { name: /Karangkedawung/ })).toHaveCount(0);
  await undo(siti).click();
  await expect(page.getByRole('button', { name: /Karangkedawung/ })).toBeVisible();
  await page.getByRole('button', { name: /^Pendamping / }).click();
  await page.getByRole('checkbox', { name: /Siti Rahayu/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Selesai|Simpan/ })
    .click();
  await expect(page.getByText(/Siti Rahayu dikeluarkan dari Pendamping/)).toBeVisible();
  await undo(siti).click();
  await expect(page.getByRole('button', { name: /Pendamping Siti Rahayu/ })).toBeVisible();
});

test('an archived entry is found in its list and comes back', async ({ siti, budi }) => {
  const { page } = siti;
  await newEntry(siti);
  await siti.fill('Topik', 'Penyusunan APBDes');
  await siti.done();
  const entry = siti.place;
  const list = entry.replace(/\/[^/]*$/, '');
  await siti.edit();
  await page.getByRole('button', { name: 'Arsipkan' }).click();
  await page.getByRole('group').getByRole('button', { name: 'Arsipkan' }).dblclick();
  await expect(undo(siti)).toBeVisible();
  await siti.syncNow();
  await budi.go(list);
  await budi.page.getByText('Yang diarsipkan · 1').click();
  await budi.page.getByRole('link', { name: /Penyusunan APBDes/ }).click();
  await budi.page.getByRole('button', { name: 'Kembalikan' }).click();
  await siti.go(list);
  await expect(page.getByText('Yang diarsipkan')).toHaveCount(0);
  await expect(page.getByText('Penyusunan APBDes')).toBeVisible();
});

test('a role that is taken away does not take the words off the screen', async ({ siti, budi }) => {
  await newMinutes(budi, 'Rapat rutin');
  await budi.page.getByRole('button', { name: 'Tambah mata acara' }).click();
  const words = budi.page.getByLabel('Pembahasan');
  await words.fill('Yang sedang saya tulis');

  await siti.go('#/pengurus');
  const person = siti.page.locator('[data-person="Budi Santosa"]');
  await person.getByRole('button', { name: 'Ganti peran' }).click();
  await siti.page.getByRole('radio', { name: /^Pendamping/ }).check();
  await siti.page.getByRole('button', { name: 'Simpan' }).click();

  await expect(budi.page.getByText('Anda tidak bisa lagi mengubah ini.')).toBeVisible();
  await expect(words).toHaveValue('Yang sedang saya tulis');
  await expect(words).not.toBeEditable();
  await budi.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await budi.page.getByRole('button', { name: 'Salin tulisan saya' }).click();
  const copied = await budi.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('Rapat rutin');
  expect(copied).toContain('Yang sedang saya tulis');
  await budi.page.getByRole('link', { name: 'Simpan' }).click();
  await expect(budi.page.getByRole('link', { name: 'Ubah' })).toHaveCount(0);
});
