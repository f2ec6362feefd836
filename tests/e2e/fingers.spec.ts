import { expect } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { test } from './two-phones.ts';

test('three people type in one text, each in their own line, and every word stays whole', async ({
  siti,
  budi,
  browser,
  relay,
}) => {
  const context = await browser.newContext();
  const ani = new Phone(await context.newPage(), relay);
  await ani.join('organiser', 'Ani Lestari');
  await siti.beginNote('Ditulis bertiga');
  const isi = (phone: Phone) => phone.page.getByLabel('Isi', { exact: true });
  await isi(siti).pressSequentially('Satu:\nDua:\nTiga:', { delay: 10 });
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
  for (const phone of [budi, ani]) {
    await phone.go(siti.place);
    await expect(isi(phone)).toHaveValue('Satu:\nDua:\nTiga:');
  }
  const type = async (phone: Phone, line: number, words: string, delay: number) => {
    await isi(phone).focus();
    await phone.page.keyboard.press('Control+Home');
    for (let at = 0; at < line; at += 1) await phone.page.keyboard.press('ArrowDown');
    await phone.page.keyboard.press('End');
    await phone.page.keyboard.type(words, { delay });
  };
  const words = (name: string) =>
    Array.from({ length: 8 }, (_, at) => ` ${name}${at}rapat`).join('');
  await Promise.all([
    type(siti, 0, words('siti'), 60),
    type(budi, 1, words('budi'), 90),
    type(ani, 2, words('ani'), 120),
  ]);
  const whole = `Satu:${words('siti')}\nDua:${words('budi')}\nTiga:${words('ani')}`;
  for (const phone of [siti, budi, ani]) await expect(isi(phone)).toHaveValue(whole);
  await context.close();
});

test('a line that is being typed is a draft at once, survives a reload and becomes an edit at a pause', async ({
  siti,
  budi,
}) => {
  await card(siti, 'Kartu Baru');
  await siti.edit();
  const nick = siti.page.getByLabel('Panggilan');
  // No pause that the page would notice until it is loaded again.
  await siti.stopClock();
  await nick.pressSequentially('Nini Tow', { delay: 20 });
  await expect(siti.tick()).toHaveAttribute('data-tick', 'draft');
  await siti.page.reload();
  await siti.page.clock.resume();
  await expect(siti.page.getByLabel('Panggilan')).toHaveValue('Nini Tow');
  await expect(siti.tick()).toHaveAttribute('data-tick', /phone|relay|all/);

  await siti.page.getByLabel('Panggilan').press('End');
  await siti.page.getByLabel('Panggilan').pressSequentially('ong', { delay: 20 });
  await budi.go('#/anggota');
  await budi.page.getByRole('link', { name: 'Kartu Baru' }).click();
  await expect(budi.page.getByText('Nini Towong')).toBeVisible();
  await expect(siti.page.getByLabel('Panggilan')).toBeFocused();
});

test('the first words of a new record are taken whatever came while it was still empty', async ({
  siti,
  budi,
}) => {
  const last = (phone: Phone, list: string) =>
    phone.page.getByRole('region', { name: list }).locator('[data-record]').last();
  await siti.beginMinutes('Rapat berdua');
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
  const note = siti.place;
  await budi.go(note);
  for (const [part, add, words, place] of [
    ['Agenda', 'Tambah mata acara', 'Penutup', 'Aula'],
    ['Keputusan', 'Tambah keputusan', 'Iuran tetap', 'Balai desa'],
    ['Tindak lanjut', 'Tambah tindak lanjut', 'Kirim undangan', 'Pendopo'],
  ] as const) {
    await siti.part(part);
    await siti.page.getByRole('button', { name: add }).click();
    const field = last(siti, part).getByRole('textbox').first();
    await expect(field).toBeFocused();
    await budi.go(note);
    await budi.fill('Tempat', place);
    await expect(budi.tick()).toHaveAttribute('data-tick', /all/);
    await field.pressSequentially(words, { delay: 10 });
    await field.blur();
    await expect(siti.page.getByText('Belum diterima')).toBeHidden();
    await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
    await budi.part(part);
    await expect(last(budi, part).getByRole('textbox').first()).toHaveValue(words);
  }
});

test('what a colleague writes at the edge of what is selected is not taken away with it', async ({
  siti,
  budi,
}) => {
  const isi = (phone: Phone) => phone.page.getByLabel('Isi', { exact: true });
  await siti.beginNote('Dipilih');
  await siti.fill('Isi', 'Satu dua tiga');
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
  await budi.go(siti.place);
  await expect(isi(budi)).toHaveValue('Satu dua tiga');
  const select = (phone: Phone, start: number, end: number) =>
    isi(phone).evaluate(
      (field, [from, to]) => {
        (field as HTMLTextAreaElement).focus();
        (field as HTMLTextAreaElement).setSelectionRange(from, to);
      },
      [start, end] as const,
    );
  await select(siti, 'Satu '.length, 'Satu dua '.length);
  await select(budi, 'Satu '.length, 'Satu '.length);
  await budi.page.keyboard.type('baru ');
  await expect(isi(siti)).toHaveValue('Satu baru dua tiga');
  await siti.page.keyboard.press('Delete');
  for (const phone of [siti, budi]) await expect(isi(phone)).toHaveValue('Satu baru tiga');
});

test('keys of a long text that were typed since the last change survive the end of the page', async ({
  siti,
}) => {
  await siti.beginNote('Terputus');
  const isi = siti.page.getByLabel('Isi', { exact: true });
  let all = '';
  for (const word of ['Satu dua ', 'tiga empat ', 'lima enam ']) {
    all += word;
    await isi.pressSequentially(word, { delay: 10 });
    await siti.page.goto('about:blank');
    await siti.page.goBack();
    await expect(isi).toHaveValue(all);
    await isi.focus();
    await isi.press('Control+End');
  }
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
  await siti.page.reload();
  await expect(isi).toHaveValue(all);
});

test('what a colleague writes into the line one is typing in waits, and both values stand', async ({
  siti,
  budi,
}) => {
  await card(siti, 'Kartu Berdua');
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
  await budi.go(siti.place);
  await siti.edit();
  await budi.edit();
  const nick = siti.page.getByLabel('Panggilan');
  // Siti thinks over her words for as long as Budi needs.
  await siti.stopClock();
  await nick.pressSequentially('Dari Siti', { delay: 5 });
  await budi.fill('Panggilan', 'Dari Budi');
  await expect(siti.page.locator('[data-foreign]')).toContainText('Dari Budi');
  await expect(nick).toHaveValue('Dari Siti');
  await nick.pressSequentially(' juga');
  await siti.page.clock.resume();
  await nick.blur();
  for (const phone of [siti, budi]) {
    const dispute = phone.page.getByRole('region', { name: '2 versi Panggilan' });
    await expect(dispute).toContainText('Dari Siti juga');
    await expect(dispute).toContainText('Dari Budi');
  }
});

test('nobody disagrees with themself who leaves a line, undoes it from elsewhere, comes back or is killed', async ({
  siti,
}) => {
  await card(siti, 'Kartu Sendiri');
  await siti.edit();
  const { page } = siti;
  const nick = page.getByLabel('Panggilan');
  const email = page.getByLabel('Email');
  await nick.pressSequentially('Satu', { delay: 20 });
  await email.focus();
  // A browser takes back what was typed last, in whichever field.
  await page.keyboard.press('Control+z');
  const undone = await nick.inputValue();
  expect(undone).not.toBe('Satu');
  await email.focus();
  for (const word of [' Dua', ' Tiga', ' Empat']) {
    await nick.press('End');
    await nick.pressSequentially(word, { delay: 10 });
    await email.focus();
  }
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
  await nick.press('End');
  await nick.pressSequentially(' Lima', { delay: 10 });
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
  await nick.pressSequentially(' Enam', { delay: 10 });
  await page.goto('about:blank');
  await page.goBack();
  await expect(nick).toHaveValue(`${undone} Dua Tiga Empat Lima Enam`);
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
  await expect(nick).toHaveValue(`${undone} Dua Tiga Empat Lima Enam`);
  await expect(page.getByText('versi', { exact: false })).toHaveCount(0);
});

test('what is not accepted stays, is marked, and leaving says so', async ({ siti }) => {
  await card(siti, 'Kartu Salah');
  await siti.edit();
  const phone = siti.page.getByLabel('Nomor WhatsApp');
  await phone.fill('0812');
  await siti.page.getByRole('link', { name: /Selesai|Simpan/ }).click();
  await expect(phone).toBeFocused();
  await expect(phone).toHaveValue('0812');
  await expect(siti.page.getByText(/Belum selesai/).first()).toBeVisible();
  await siti.page.getByRole('button', { name: 'Lanjutkan' }).click();

  await siti.go('#/catatan');
  await expect(siti.page.getByText(/Belum selesai/).first()).toBeVisible();
  await siti.page.getByRole('button', { name: 'Lanjutkan' }).click();
  await expect(phone).toBeFocused();
  await expect(phone).toHaveValue('0812');
  await expect(siti.tick()).toHaveAttribute('data-tick', 'draft');

  await siti.page.reload();
  await expect(phone).toHaveValue('0812');
  await phone.fill('0812 3456 7890');
  await siti.done();
  await expect(siti.page.getByText(/Belum selesai/)).toHaveCount(0);
});

test('a line that is too long is not cut: it says how much, and is kept', async ({ siti }) => {
  await card(siti, 'Kartu Panjang');
  await siti.edit();
  const nick = siti.page.getByLabel('Panggilan');
  await nick.fill('a'.repeat(72));
  await expect(siti.page.getByText(/12 huruf/)).toBeVisible();
  await nick.blur();
  await siti.page.reload();
  await expect(nick).toHaveValue('a'.repeat(72));
  await nick.fill('a'.repeat(60));
  await expect(siti.page.getByText(/12 huruf/)).toHaveCount(0);
  await siti.done();
});

test('a paste that is too much is taken out again, and is offered back below the field', async ({
  siti,
}) => {
  await siti.beginNote('Terlalu banyak');
  const isi = siti.page.getByLabel('Isi', { exact: true });
  await isi.pressSequentially('Satu. ', { delay: 10 });
  await isi.evaluate((node: HTMLTextAreaElement) => {
    node.setRangeText('Panjang. '.repeat(12_000), node.value.length, node.value.length, 'end');
    node.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
  });
  await isi.pressSequentially('Dua.', { delay: 10 });
  const leftover = siti.page.locator('[data-lost]');
  await expect(leftover).toContainText('Panjang. Panjang.');
  await expect(isi).toHaveValue(/^Satu\. (Dua\.)?$/);
  await expect(siti.tick()).toHaveAttribute('data-tick', 'draft');
  const stored = await isi.inputValue();
  await siti.page.reload();
  await expect(isi).toHaveValue(stored);
  await expect(siti.page.getByText(/terkunci/)).toHaveCount(0);
  await expect(leftover).toContainText('Panjang. Panjang.');
  await leftover.getByRole('button', { name: 'Buang' }).click();
  await expect(siti.tick()).toHaveAttribute('data-tick', /phone|relay|all/);
});

/** A person's card, open for reading. */
async function card(phone: Phone, name: string): Promise<void> {
  await phone.go('#/anggota');
  await phone.page.getByRole('button', { name: 'Tambah anggota' }).click();
  await phone.fill('Nama lengkap', name);
  await phone.done();
}

test('a name that was begun on the first page stands there again, and is nobody’s until it is saved', async ({
  siti,
  relay,
  browser,
}) => {
  const context = await browser.newContext();
  let page = await context.newPage();
  await page.clock.install();
  await page.goto(relay.invite('member'));
  await page.getByRole('button', { name: 'Gabung' }).click();
  const name = () => page.getByLabel('Nama lengkap');
  const village = () => page.getByLabel('Desa', { exact: true });
  await name().pressSequentially('Dewi Ang', { delay: 20 });
  await village().selectOption({ label: 'Karangkedawung' });
  // Longer than any field waits before what stands in it becomes an edit.
  await page.clock.fastForward(2_500);
  await page.reload();
  await expect(name()).toHaveValue('Dewi Ang');
  await expect(village()).toHaveValue(/\d/);

  await name().press('End');
  await name().pressSequentially('grai', { delay: 20 });
  await page.close();
  page = await context.newPage();
  await page.goto(`${relay.origin}/#/`);
  await expect(name()).toHaveValue('Dewi Anggrai');
  await siti.go('#/anggota');
  await expect(siti.page.getByRole('link', { name: 'Siti Rahayu' })).toBeVisible();
  await expect(siti.page.getByText('Dewi')).toHaveCount(0);

  await name().fill(`${'Dewi '.repeat(40)}Anggraini`);
  await page.getByRole('button', { name: 'Simpan dan mulai' }).click();
  await expect(page.getByRole('status').filter({ hasText: /\d+/ })).toBeVisible();
  await name().fill('Dewi Anggraini');
  await page.getByRole('button', { name: 'Simpan dan mulai' }).click();
  await expect(siti.page.getByRole('link', { name: 'Dewi Anggraini' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Paguyuban Uji' })).toBeVisible();
  await context.close();
});

test('the village and day of an entry that is not begun yet stand there again', async ({
  siti,
}) => {
  const { page } = siti;
  const open = () => page.getByRole('button', { name: 'Catat pendampingan' }).click();
  await siti.go('#/pendampingan');
  await open();
  await page.getByLabel('Desa mana?').selectOption({ label: 'Karangkedawung' });
  const village = await page.getByLabel('Desa mana?').inputValue();
  await page.getByLabel('Tanggal berapa?').fill('3 Nov');
  await page.reload();
  await open();
  await expect(page.getByLabel('Desa mana?')).toHaveValue(village);
  await expect(page.getByLabel('Tanggal berapa?')).toHaveValue('3 Nov');

  await page.goBack();
  await siti.go('#/pendampingan');
  await open();
  await expect(page.getByLabel('Desa mana?')).toHaveValue(village);
  await page.getByLabel('Tanggal berapa?').fill('03/11/2026');
  await page.getByRole('button', { name: 'Mulai mencatat' }).click();
  await siti.go('#/pendampingan');
  await open();
  await expect(page.getByLabel('Tanggal berapa?')).not.toHaveValue('03/11/2026');
});

test('what is begun and accepted nowhere is found on the home page until it is an edit or thrown away', async ({
  siti,
}) => {
  const { page } = siti;
  const begun = page.locator('[data-section="begun"]');
  await card(siti, 'Kartu Setengah');
  await siti.edit();
  await page.getByLabel('Nomor WhatsApp').fill('0812');
  await siti.go('#/');
  await expect(begun.getByRole('link')).toHaveText(/Kartu Setengah\s*Nomor WhatsApp/);
  // An entry of which nothing is anywhere yet, not even that it was begun.
  await siti.go('#/pendampingan');
  await page.getByRole('button', { name: 'Catat pendampingan' }).click();
  await page.getByLabel('Desa mana?').selectOption({ label: 'Karangkedawung' });
  await page.getByRole('button', { name: 'Mulai mencatat' }).click();
  await page.getByLabel('Jam mulai').pressSequentially('25.99');
  await page.goto('about:blank');
  await page.goto(siti.origin);
  await expect(begun.getByRole('link')).toHaveCount(2);
  await expect(begun).toContainText('Pendampingan, baru');
  await page.reload();
  await expect(begun.getByRole('link')).toHaveCount(2);

  await begun.getByRole('link', { name: /Jam mulai/ }).click();
  await expect(page.getByLabel('Jam mulai')).toHaveValue('25.99');
  await page.getByLabel('Jam mulai').fill('09.00');
  await siti.fill('Topik', 'Siskeudes');
  await siti.done();
  await expect(page.getByRole('heading', { name: 'Siskeudes' })).toBeVisible();
  await expect(page.getByText(/Tanggal/).first()).toBeVisible();
  await siti.go('#/');
  await expect(begun.getByRole('link')).toHaveCount(1);

  await begun.getByRole('link').click();
  await expect(page.getByLabel('Nomor WhatsApp')).toBeFocused();
  await page.getByLabel('Nomor WhatsApp').fill('');
  await siti.done();
  await siti.go('#/');
  await expect(page.getByText(/^Selamat (pagi|siang|sore|malam)/)).toBeVisible();
  await expect(begun).toHaveCount(0);
});
