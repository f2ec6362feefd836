import { expect, type Page } from '../../web/e2e.ts';
import { typePin } from './phone.ts';
import { stores } from './stores.ts';
import { test } from './two-phones.ts';

const PIN = '274913';
const LIST = 'Agenda rapat 3 Desember:\n1. Pembukaan\n2. \u202eLaporan kas\u202c\n3. Penutup';

test('a shared text waits on this phone alone until somebody places it, without a signal', async ({
  relay,
  siti,
}) => {
  const { page } = siti;
  await siti.go('#/catatan');
  await page.getByRole('button', { name: 'Catatan baru' }).click();
  await page.getByRole('button', { name: 'Notulensi rapat' }).click();
  await siti.fill('Judul', 'Rapat Desember');
  const minutes = siti.place.replace(/\/ubah.*/, '');
  await siti.done();
  await siti.setPin(PIN);
  await typePin(page, PIN);
  await siti.caughtUp();
  await relay.stop();

  await share(page, { text: LIST, url: 'https://contoh.example/undangan' });
  // Loading anew asks for the PIN; what was shared in the meantime comes after it.
  await expect(page.getByLabel('PIN 6 angka')).toBeVisible();
  await typePin(page, PIN);
  const field = page.getByRole('main').getByLabel('Teks', { exact: true });
  await expect(field).toHaveValue(/Pembukaan[^]*contoh\.example/);
  expect(await field.inputValue()).not.toMatch(/[\u202a-\u202e]/);
  await field.fill((await field.inputValue()).replace(/\nhttps.*/, ''));
  await expect(page.getByText('Teks ini belum masuk ke catatan mana pun')).toBeVisible();
  await page.reload();
  await typePin(page, PIN);
  await expect(field).toHaveValue(/Laporan kas\n3\. Penutup$/);
  const kept = await stores(page);
  expect(kept).not.toContain('Laporan kas');
  expect(await page.evaluate(sharedInCaches)).toEqual([]);
  await siti.go('#/');
  await page.getByRole('link', { name: 'Teks dibagikan, belum ditaruh' }).click();

  // The same once more, and something else: the one is there already, the other comes below it.
  await share(page, { text: '3. Penutup' });
  await typePin(page, PIN);
  await expect(field).toHaveValue(/Laporan kas\n3\. Penutup$/);

  await page.getByRole('button', { name: /^3 tindak lanjut/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rapat Desember' }).click();
  await expect.poll(() => siti.place).toBe(`${minutes}/ubah/tindak-lanjut`);
  for (const [at, what] of ['Pembukaan', 'Laporan kas', 'Penutup'].entries())
    await expect(page.locator('[data-field$="/what"] :is(textarea, input)').nth(at)).toHaveValue(
      what,
    );
  await page.getByRole('button', { name: 'Urungkan' }).click();
  await expect(field).toHaveValue(/Laporan kas/);
  await page.getByRole('button', { name: 'Agenda notulensi yang sudah ada' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rapat Desember' }).click();
  await expect(page.getByLabel('Judul', { exact: true }).nth(3)).toHaveValue('Penutup');
  await siti.done();
  await siti.go('#/');
  await expect(page.getByText('Teks dibagikan, belum ditaruh')).toHaveCount(0);

  await relay.start();
  await siti.syncNow();
  await siti.caughtUp();
  const written = [...relay.exported().values()].join();
  expect(written).toContain('Laporan kas');
});

test('what somebody shares becomes an entry, a note, minutes or a card, and back again', async ({
  siti,
}) => {
  const { page } = siti;
  const field = page.getByRole('main').getByLabel('Teks', { exact: true });

  await test.step('an entry, in the village and on the day that were picked', async () => {
    await share(page, { text: 'Penyusunan APBDes\nDibahas RAB kegiatan.' });
    await page.getByRole('button', { name: 'Catatan pendampingan baru' }).click();
    await page.getByLabel('Desa mana?').selectOption({ label: 'Karangkedawung' });
    await page.getByRole('button', { name: 'Mulai mencatat' }).click();
    await expect(page.getByLabel('Topik')).toHaveValue('Penyusunan APBDes');
    await expect(page.getByLabel('Uraian')).toHaveValue('Dibahas RAB kegiatan.');
    await page.getByRole('button', { name: 'Urungkan' }).click();
    await expect(field).toHaveValue('Penyusunan APBDes\nDibahas RAB kegiatan.');
  });

  await test.step('a note, of a text as long as it may be', async () => {
    const long = `Judul panjang\n${'Kalimat yang sama lagi. '.repeat(3_000)}`.trim();
    await field.fill(long);
    await expect(page.getByText('Terlalu panjang untuk tindak lanjut')).toBeVisible();
    await page.getByRole('button', { name: 'Catatan bebas baru' }).click();
    await expect(page.getByLabel('Judul')).toHaveValue('Judul panjang');
    await siti.done();
    await siti.caughtUp();
    await expect
      .poll(() => [...siti.relay.exported().values()].join().length)
      .toBeGreaterThan(long.length - 100);
  });

  await test.step('minutes, with the heading as their title', async () => {
    await share(page, {
      title: 'WhatsApp',
      text: `*Agenda rapat 3 Desember:*\n- Pembukaan\n- Kas`,
    });
    await expect(field).toHaveValue(/^WhatsApp/);
    await field.fill('*Agenda rapat 3 Desember:*\n- Pembukaan\n- Kas');
    await page.getByRole('button', { name: /^Notulensi baru/ }).click();
    await expect(page.getByLabel('Judul', { exact: true }).first()).toHaveValue(
      'Agenda rapat 3 Desember',
    );
    await expect(page.getByLabel('Judul', { exact: true }).nth(2)).toHaveValue('Kas');
    await siti.done();
  });

  await test.step('a card, of what an address book hands over, once', async () => {
    const card =
      'BEGIN:VCARD\nVERSION:3.0\nFN:Agus Priyono\nTEL;TYPE=CELL:+62 812-3456-7890\nEND:VCARD';
    await share(page, { file: new Map([['agus.vcf', card]]) });
    await page.getByRole('button', { name: 'Kartu anggota baru: Agus Priyono' }).click();
    await expect(page.getByLabel('Nama lengkap')).toHaveValue('Agus Priyono');
    await expect(page.getByLabel('Nomor WhatsApp')).toHaveValue(/0812-3456-7890/);
    await siti.done();
    await siti.go('#/teks-dibagikan');
    await field.fill('0812 3456 7890');
    await expect(page.getByRole('link', { name: /Nomor ini milik Agus Priyono/ })).toBeVisible();
    await page.getByRole('button', { name: 'Buang teks ini' }).click();
    await expect(field).toHaveValue('');
  });

  await test.step('nothing at all says so', async () => {
    await share(page, { text: ' \n ' });
    await expect(page.getByText('Tidak ada teks di dalamnya.')).toBeVisible();
  });
});

test('where nothing can be shared to the app a text is pasted, also without minutes to put it in', async ({
  siti,
}) => {
  const { page } = siti;
  const field = page.getByRole('main').getByLabel('Teks', { exact: true });
  await siti.go('#/lainnya');
  await page.getByRole('link', { name: 'Tempel teks' }).click();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText('Bawa laptop'));
  await page.getByRole('button', { name: 'Tempel', exact: true }).click();
  await expect(field).toHaveValue('Bawa laptop');
  await page.getByRole('button', { name: /^Tindak lanjut/ }).click();
  await expect(page.getByText('Belum ada notulensi atau pendampingan')).toBeVisible();
});

interface Shared {
  title?: string;
  text?: string;
  url?: string;
  file?: Map<string, string>;
}

/** As the phone's share sheet does: a form that names no page. */
async function share(page: Page, { file, ...said }: Shared): Promise<void> {
  const [one] = file ?? [];
  await page.goto(`${new URL(page.url()).origin}/#/`);
  await page.evaluate(postHere, {
    action: '/terima',
    fields: Object.entries(said) as [string, string][],
    file: one ?? null,
  });
  await page.waitForURL(/#\/teks-dibagikan$/);
}

/** Runs in the page. */
function postHere(given: {
  action: string;
  fields: [string, string][];
  file: [string, string] | null;
}): void {
  const form = document.createElement('form');
  const { action } = given;
  Object.assign(form, { method: 'post', action, enctype: 'multipart/form-data' });
  form.rel = 'noreferrer';
  for (const [name, value] of given.fields) {
    const field = document.createElement('textarea');
    Object.assign(field, { name, value });
    form.append(field);
  }
  if (given.file) {
    const [name, text] = given.file;
    const field = document.createElement('input');
    Object.assign(field, { type: 'file', name: 'paket' });
    const files = new DataTransfer();
    files.items.add(new File([text], name, { type: 'text/vcard' }));
    field.files = files.files;
    form.append(field);
  }
  (document.body ?? document.documentElement).append(form);
  form.submit();
}

/** Runs in the page: what lies open for whoever comes in. */
async function sharedInCaches(): Promise<string[]> {
  const shelf = await caches.open('shared');
  return (await shelf.keys()).map(({ url }) => new URL(url).pathname);
}
