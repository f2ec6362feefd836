import { expect } from '../../web/e2e.ts';
import type { Phone } from './phone.ts';
import { test } from './two-phones.ts';

/** Opens a new entry of a village for writing. */
async function newEntry(phone: Phone, topic: string): Promise<void> {
  await phone.go('#/pendampingan');
  await phone.page.getByRole('button', { name: 'Catat pendampingan' }).click();
  await phone.page.getByLabel('Desa mana?').selectOption({ index: 1 });
  await phone.page.getByRole('button', { name: 'Mulai mencatat' }).click();
  await phone.fill('Topik', topic);
}

test('an amount is read as it was meant, or refused; nobody gets a hundredfold', async ({
  siti,
  budi,
}) => {
  await newEntry(siti, 'Pembelian printer');
  const amount = siti.page.getByLabel('Jumlah uang');
  const said = siti.page.locator('[data-read-back]').filter({ hasText: 'rupiah' });

  await amount.pressSequentially('1500000');
  await expect(amount).toHaveValue('1.500.000');
  await expect(said).toHaveText('satu juta lima ratus ribu rupiah');
  // In the middle, the caret stays behind its digit.
  await amount.press('Home');
  await amount.press('ArrowRight');
  await amount.pressSequentially('9');
  await expect(amount).toHaveValue('19.500.000');
  await amount.press('Backspace');
  await expect(amount).toHaveValue('1.500.000');

  for (const unclear of ['1.5', '2.500.0000', '1.234,5']) {
    await amount.fill(unclear);
    await amount.blur();
    await expect(siti.page.getByText('bisa dibaca lebih dari satu cara')).toBeVisible();
    await expect(amount).toHaveValue(unclear);
  }
  for (const typed of ['Rp 1.500.000,00', '1500000.00', '1,5 juta']) {
    await amount.fill(typed);
    await amount.blur();
    await expect(said).toHaveText('satu juta lima ratus ribu rupiah');
    await expect(siti.page.getByText('bisa dibaca lebih dari satu cara')).toHaveCount(0);
  }
  await siti.done();
  await expect(siti.page.getByText('Rp 1.500.000')).toBeVisible();
  const entry = siti.place;
  await budi.go(entry);
  await expect(budi.page.getByText('Rp 1.500.000')).toBeVisible();
});

test('a number from contacts is stored as it can be called, a landline too', async ({ siti }) => {
  await siti.go('#/anggota');
  await siti.page.getByText('Siti Rahayu').click();
  await siti.edit();
  const phone = siti.page.getByLabel('Nomor WhatsApp');
  for (const [typed, shown] of [
    ['+62 0812-3456-7890', '0812-3456-7890'],
    ['\u202a+62 812\u20113456\u20117890\u202c', '0812-3456-7890'],
    ['https://wa.me/6281234567890', '0812-3456-7890'],
    ['0281-641234', '(0281) 641234'],
  ] as const) {
    await phone.fill(typed);
    await phone.blur();
    await siti.done();
    await expect(siti.page.getByText(shown)).toBeVisible();
    await siti.edit();
  }
  await phone.fill('0812345');
  await phone.blur();
  await expect(siti.page.getByText('Tulis satu nomor lengkap')).toBeVisible();
  await expect(phone).toHaveValue('0812345');
});

test('dates are day, month, year, whatever the browser speaks; half of one is none', async ({
  browser,
  relay,
  siti,
}) => {
  await newEntry(siti, 'Siskeudes');
  const date = siti.page.getByLabel('Tanggal', { exact: true });
  for (const [typed, problem] of [
    ['3/2/0002', 'Periksa tahunnya'],
    ['3/2/2926', 'Periksa tahunnya'],
    ['31/2/2026', 'tidak ada di kalender'],
    ['3/2', 'Tulis tahunnya juga'],
  ] as const) {
    await date.fill(typed);
    await date.blur();
    await expect(siti.page.getByText(problem)).toBeVisible();
  }
  await date.fill('3 feb 26');
  await date.blur();
  await expect(siti.page.getByText('Selasa, 3 Februari 2026')).toBeVisible();

  await siti.fill('Jam mulai', '1300');
  await siti.fill('Jam selesai', '9.00');
  await expect(
    siti.page.getByText('Jam selesai 09.00 lebih awal dari jam mulai 13.00'),
  ).toBeVisible();
  await siti.page.getByRole('button', { name: 'Tukar jamnya' }).click();
  await expect(siti.page.getByLabel('Jam mulai')).toHaveValue('09.00');
  await expect(siti.page.getByLabel('Jam selesai')).toHaveValue('13.00');
  await expect(siti.page.getByText('lebih awal dari jam mulai')).toHaveCount(0);
  await siti.done();

  const american = await browser.newContext({ locale: 'en-US' });
  const page = await american.newPage();
  await page.goto(relay.invite('organiser'));
  await page.getByRole('button', { name: 'Gabung' }).click();
  await page.getByLabel('Nama lengkap').fill('Ratna Dewi');
  await page.getByRole('button', { name: 'Simpan dan mulai' }).click();
  await expect(page.getByRole('heading', { name: 'Paguyuban Uji' })).toBeVisible();
  await page.goto(`${relay.origin}/${siti.place}/ubah`);
  await expect(page.getByLabel('Tanggal', { exact: true })).toHaveValue('3/2/2026');
  await expect(page.getByLabel('Jam mulai')).toHaveValue('09.00');
  await american.close();
});

test('what cannot be seen is not stored, whichever way it came in', async ({ siti, budi }) => {
  await newEntry(siti, 'Rapat\u00a0\u200b Andre\u0301\tSiti');
  await siti.fill('Uraian', 'satu\u00a0dua\u200b\r\nAndre\u0301');
  await siti.done();
  for (const phone of [siti, budi]) {
    await phone.go(siti.place);
    await expect(
      phone.page.getByText('Rapat Andr\u00e9 Siti', { exact: true }).first(),
    ).toBeVisible();
    const text = phone.page.getByText('satu dua').first();
    expect(await text.evaluate((node) => node.textContent)).toBe('satu dua\nAndr\u00e9');
  }
});
