import { expect } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { test } from './two-phones.ts';

test('who reads is said before the first word, those read it, and for others there is no door', async ({
  browser,
  relay,
  siti,
  budi,
}) => {
  const context = await browser.newContext();
  const joko = new Phone(await context.newPage(), relay);
  await joko.join('member', 'Joko Susilo');

  // Organisers among themselves.
  await siti.go('#/lainnya');
  await siti.page.getByRole('link', { name: 'Catatan pengurus' }).click();
  const board = 'Hanya pengurus yang bisa membaca ini.';
  await expect(siti.page.getByText(board)).toBeVisible();
  await siti.page.getByRole('button', { name: 'Catatan baru' }).click();
  await siti.page.getByRole('button', { name: 'Notulensi rapat' }).click();
  await expect(siti.page.getByText(board)).toBeVisible();
  await siti.fill('Judul', 'Rapat tertutup');
  await siti.done();
  await expect(siti.page.getByText(board)).toBeVisible();
  const place = siti.place;
  await budi.go('#/catatan-pengurus');
  await expect(budi.page.getByRole('link', { name: /Rapat tertutup/ })).toBeVisible();
  await joko.go('#/lainnya');
  await expect(joko.page.getByRole('link', { name: 'Tindak lanjut' })).toBeVisible();
  await expect(joko.page.getByRole('link', { name: 'Catatan pengurus' })).toHaveCount(0);
  for (const address of ['#/catatan-pengurus', place, `${place}/ubah`]) {
    await joko.go(address);
    await expect(joko.page.locator('main')).not.toContainText('Rapat tertutup');
    await expect(joko.page.locator('main input')).toHaveCount(0);
  }

  // Two among themselves.
  await siti.go('#/lainnya');
  await siti.page.getByRole('link', { name: 'Pendampingan pribadi' }).click();
  await siti.page.getByRole('button', { name: 'Mulai dengan seseorang' }).click();
  await siti.page.getByRole('radio', { name: /Joko Susilo/ }).click();
  const two = 'Hanya Siti Rahayu dan Joko Susilo yang bisa membaca ini.';
  await expect(siti.page.getByText(two)).toBeVisible();
  await siti.page.getByRole('link', { name: 'Catat pertemuan' }).click();
  await expect(siti.page.getByText(two)).toBeVisible();
  await siti.fill('Topik', 'Beban kerja yang menumpuk');
  await siti.done();
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
  const entry = siti.place;

  await joko.go('#/pendampingan-pribadi');
  await joko.page.getByRole('link', { name: /Siti Rahayu/ }).click();
  await joko.page.getByRole('link', { name: /Beban kerja yang menumpuk/ }).click();
  await expect(joko.page.getByText(two)).toBeVisible();
  await joko.edit();
  await joko.fill('Uraian', 'Kami sepakat bertemu lagi.');
  await joko.done();
  await expect(siti.page.getByText('Kami sepakat bertemu lagi.')).toBeVisible();
  await budi.go(entry);
  await expect(budi.page.getByText('Pendampingan ini tidak ada di HP ini.')).toBeVisible();
  await budi.go('#/pendampingan-pribadi');
  await expect(budi.page.getByText('Belum ada pendampingan pribadi.')).toBeVisible();
  await context.close();
});

test('what two wrote apart in what few may read is asked of those few, and nobody else hears of it', async ({
  browser,
  relay,
  siti,
  budi,
}) => {
  const context = await browser.newContext();
  const joko = new Phone(await context.newPage(), relay);
  await joko.join('member', 'Joko Susilo');
  await siti.go('#/catatan-pengurus');
  await siti.page.getByRole('button', { name: 'Catatan baru' }).click();
  await siti.page.getByRole('button', { name: 'Notulensi rapat' }).click();
  await siti.fill('Judul', 'Rapat tertutup');
  await siti.done();
  const board = siti.place;
  await siti.go('#/pendampingan-pribadi');
  await siti.page.getByRole('button', { name: 'Mulai dengan seseorang' }).click();
  await siti.page.getByRole('radio', { name: /Joko Susilo/ }).click();
  await siti.page.getByRole('link', { name: 'Catat pertemuan' }).click();
  await siti.fill('Topik', 'Beban kerja');
  await siti.done();
  const entry = siti.place;
  await siti.caughtUp();
  await budi.go(board);
  await expect(budi.page.getByText('Rapat tertutup').first()).toBeVisible();
  await joko.go(entry);
  await expect(joko.page.getByText('Beban kerja').first()).toBeVisible();

  const writes = async (phone: Phone, place: string, field: string, value: string) => {
    await phone.go(place);
    await phone.edit();
    await phone.fill(field, value);
    await phone.done();
  };
  await relay.stop();
  await writes(siti, board, 'Tempat', 'Rumah camat');
  await writes(budi, board, 'Tempat', 'Kantor camat');
  await writes(siti, entry, 'Topik', 'Beban kerja yang menumpuk');
  await writes(joko, entry, 'Topik', 'Beban kerja dan keluarga');
  await writes(joko, entry, 'Uraian', 'Kami sepakat bertemu lagi.');
  await relay.start();

  const versions = (phone: Phone, field: string) =>
    phone.page.getByRole('region', { name: `2 versi ${field}` });
  for (const phone of [siti, budi, joko]) await phone.syncNow();
  for (const [phone, place, field] of [
    [siti, board, 'Tempat'],
    [budi, board, 'Tempat'],
    [siti, entry, 'Topik'],
    [joko, entry, 'Topik'],
  ] as const) {
    await phone.go(place);
    await expect(versions(phone, field)).toBeVisible();
  }
  await expect(siti.page.getByText('Kami sepakat bertemu lagi.')).toBeVisible();

  // How much is asked of each is told on the first page; nobody is told of what they may not read.
  for (const [phone, n] of [
    [siti, 2],
    [budi, 1],
    [joko, 1],
  ] as const) {
    await phone.go('#/');
    await expect(phone.page.locator('[data-section="unresolved"]')).toContainText(
      `Perlu diputuskan · ${n}`,
    );
  }
  await expect(budi.page.locator('main')).not.toContainText('Beban kerja');
  await expect(joko.page.locator('main')).not.toContainText('Rapat tertutup');

  await joko.go(entry);
  await versions(joko, 'Topik').getByRole('button', { name: 'Pakai ini' }).first().click();
  await expect(versions(joko, 'Topik')).toHaveCount(0);
  await siti.go(entry);
  await expect(versions(siti, 'Topik')).toHaveCount(0);
  await context.close();
});
