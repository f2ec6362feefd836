import { expect } from '../../web/e2e.ts';
import type { Phone } from './phone.ts';
import { test } from './two-phones.ts';

test('both edit the same member, log and note with the relay stopped, and both have everything', async ({
  relay,
  siti,
  budi,
}) => {
  const { card, log, note } = await begin(siti);
  for (const place of [card, log, note]) {
    await budi.go(place);
    await expect(budi.page.locator('main [data-tick="all"]').first()).toBeVisible();
  }

  await relay.stop();
  await siti.disconnected();

  await writeOffline(
    siti,
    { card, log, note },
    { email: 'agus@desa.id', result: 'Berkas lengkap.' },
  );
  await expect(siti.tick()).toHaveAttribute('data-tick', 'phone');
  await writeOffline(budi, { card, log, note }, { nickname: 'Pak Agus', notes: 'Dibahas berdua.' });
  await expect(budi.tick()).toHaveAttribute('data-tick', 'phone');

  await relay.start();
  for (const phone of [siti, budi]) {
    await phone.syncNow();
    await phone.caughtUp();
    await phone.go(card);
    await expect(phone.page.getByText('agus@desa.id')).toBeVisible();
    await expect(phone.page.getByText('Pak Agus')).toBeVisible();
    await phone.go(log);
    await expect(phone.page.getByText('Berkas lengkap.')).toBeVisible();
    await expect(phone.page.getByText('Dibahas berdua.')).toBeVisible();
    await phone.go(note);
    await expect(phone.page.getByText('Dibuka pukul sembilan.')).toBeVisible();
    await expect(phone.page.getByText('Pembukaan')).toBeVisible();
  }
  await expect(siti.tick()).toHaveAttribute('data-tick', 'all');
  relay.run('check', '--data', relay.data);
  const exported = [...relay.exported().values()].join();
  for (const written of ['agus@desa.id', 'Pak Agus', 'Berkas lengkap.', 'Dibahas berdua.'])
    expect(exported).toContain(written);
  for (const written of ['Dibuka pukul sembilan.', 'Pembukaan'])
    expect(exported).toContain(written);
});

test('the same field written twice offline is shown with both values, and a person picks', async ({
  relay,
  siti,
  budi,
}) => {
  const { card } = await begin(siti);
  await budi.go(card);
  await expect(budi.page.getByRole('heading', { name: 'Agus Priyono' })).toBeVisible();

  await relay.stop();
  for (const [phone, number] of [
    [siti, '0812 1111 2222'],
    [budi, '0857 3333 4444'],
  ] as const) {
    await phone.go(card);
    await phone.edit();
    await phone.fill('Nomor WhatsApp', number);
    await phone.done();
  }
  await relay.start();

  for (const phone of [siti, budi]) {
    await phone.syncNow();
    await phone.go(card);
    const dispute = phone.page.getByRole('region', {
      name: '2 versi Nomor WhatsApp',
    });
    await expect(dispute).toContainText('0812-1111-2222');
    await expect(dispute).toContainText('0857-3333-4444');
    await expect(dispute).toContainText('Siti Rahayu');
    await expect(dispute).toContainText('Budi Santosa');
  }
  await siti.page
    .getByRole('listitem')
    .filter({ hasText: '0857-3333-4444' })
    .getByRole('button', { name: 'Pakai ini' })
    .click();
  for (const phone of [siti, budi]) {
    await expect(phone.page.getByRole('region', { name: /versi/ })).toHaveCount(0);
    await expect(phone.page.getByText('0812-1111-2222')).toHaveCount(0);
    await expect(phone.page.getByText('0857-3333-4444')).toBeVisible();
  }
});

test('ticks go from the phone to the relay to every device', async ({ relay, siti, budi }) => {
  await relay.stop();
  await siti.beginNote('Daftar belanja rapat');
  await siti.done();
  await expect(siti.tick()).toHaveAttribute('data-tick', 'phone');

  // Budi's phone stays out of reach, so only the relay has it.
  await budi.page.context().setOffline(true);
  await budi.page.close();
  await relay.start();
  await siti.syncNow();
  await expect(siti.tick()).toHaveAttribute('data-tick', 'relay');
  await expect(siti.tick()).toContainText('diterima 0 dari 1 HP');

  await budi.page.context().setOffline(false);
  const page = await budi.page.context().newPage();
  await page.goto(relay.origin);
  await expect(siti.tick()).toHaveAttribute('data-tick', 'all');
});

/** One card, one log entry and one note, written by one phone while everybody is connected. */
async function begin(phone: Phone): Promise<{ card: string; log: string; note: string }> {
  const read = () => phone.place.replace(/\/ubah$/, '');
  await phone.go('#/anggota');
  await phone.page.getByRole('button', { name: 'Tambah anggota' }).click();
  await phone.fill('Nama lengkap', 'Agus Priyono');
  await phone.done();
  const card = read();

  await phone.go('#/pendampingan');
  await phone.page.getByRole('button', { name: 'Catat pendampingan' }).click();
  await phone.page.getByLabel('Desa mana?').selectOption({ label: 'Karangkedawung' });
  await phone.page.getByRole('button', { name: 'Mulai mencatat' }).click();
  await phone.fill('Topik', 'Penyusunan APBDes');
  await phone.done();
  const log = read();

  await phone.beginMinutes('Rapat rutin');
  await phone.done();
  const note = read();
  await expect(phone.tick()).toHaveAttribute('data-tick', /relay|all/);
  return { card, log, note };
}

async function writeOffline(
  phone: Phone,
  places: { card: string; log: string; note: string },
  words: { email: string; result: string } | { nickname: string; notes: string },
): Promise<void> {
  await phone.go(places.card);
  await phone.edit();
  if ('email' in words) await phone.fill('Email', words.email);
  else await phone.fill('Panggilan', words.nickname);
  await phone.done();

  await phone.go(places.log);
  await phone.edit();
  if ('result' in words) await phone.fill('Hasil', words.result);
  else await phone.fill('Uraian', words.notes);
  await phone.done();

  await phone.go(places.note);
  await phone.edit();
  if ('result' in words) {
    await phone.page.getByRole('button', { name: 'Tambah mata acara' }).click();
    await phone.page.getByRole('group', { name: 'Agenda 1' }).getByLabel('Judul').fill('Pembukaan');
  } else await phone.fill('Isi', 'Dibuka pukul sembilan.');
  await phone.done();
}
