import { expect } from '../../web/e2e.ts';
import { deviceOf, handIn, packetOf } from './packets.ts';
import { Phone } from './phone.ts';
import { test } from './two-phones.ts';

/** Writes a free note, and gives its address. */
async function writeNote(phone: Phone, title: string, text: string): Promise<string> {
  await phone.beginNote(title);
  await phone.fill('Isi', text);
  await phone.done();
  return phone.place;
}

test('what a phone wrote after it was shut out is held, carried, and accepted by an organiser', async ({
  relay,
  siti,
  budi,
}) => {
  const device = await deviceOf(budi.page);
  relay.run('device', 'revoke', '--data', relay.data, '--forum', relay.forum, '--device', device);
  await budi.go('#/sinkron');
  await expect(budi.page.getByText('HP ini sudah dikeluarkan dari paguyuban.')).toBeVisible();

  const note = await writeNote(budi, 'Rapat tanpa sinyal', 'Ditulis sesudah dikeluarkan.');
  await expect(budi.tick()).toHaveAttribute('data-tick', 'refused');
  await budi.page.getByRole('link', { name: 'Lihat dan selamatkan' }).click();
  await expect(budi.page.getByText('Isi HP ini tidak hilang.')).toBeVisible();
  await expect(budi.page.getByText('Rapat tanpa sinyal')).toBeVisible();
  await expect(budi.page.getByRole('button', { name: 'Hapus dari HP ini' })).toHaveCount(0);
  const text = await packetOf(budi);
  expect(text).not.toContain('Ditulis');

  for (const _twice of [1, 2]) {
    await handIn(siti, text);
    await expect(siti.page.getByText('Dari Budi Santosa')).toBeVisible();
    await expect(siti.page.getByText('HP ini sudah dikeluarkan', { exact: false })).toBeVisible();
    await siti.page.getByRole('button', { name: 'Terima', exact: true }).click();
    await expect(siti.page.getByText('1 dokumen diterima kecamatan.')).toBeVisible();
  }
  await siti.go(note);
  await expect(siti.page.getByText('Ditulis sesudah dikeluarkan.')).toBeVisible();
  const audit = relay.run('audit', '--data', relay.data, '--forum', relay.forum);
  expect(audit).toContain('packet_accepted');

  // It stays on the phone that wrote it, also after a restart, until its person removes it.
  await budi.page.reload();
  await budi.go('#/tertahan');
  await expect(budi.page.getByText('Sudah ada di paket titipan')).toBeVisible();
  await budi.page.getByRole('button', { name: 'Hapus dari HP ini' }).click();
  await budi.page.getByRole('button', { name: 'Ya, hapus' }).click();
  await expect(budi.page.getByText('Tidak ada yang tertahan.')).toBeVisible();
});

test('a phone without a signal hands its work to another, which carries it', async ({
  relay,
  siti,
  budi,
}) => {
  await relay.stop();
  await budi.disconnected();
  const second = new Phone(await budi.page.context().newPage(), relay);
  await second.page.goto(`${relay.origin}/#/anggota`);
  await expect(second.page.getByRole('link', { name: 'Budi Santosa' })).toBeVisible();
  const note = await writeNote(budi, 'Kunjungan lapangan', 'Ditulis tanpa sinyal.');
  // A tab that neither wrote it nor talks to the relay has it all the same.
  await second.go('#/sinkron');
  await second.page.getByRole('link', { name: 'Bawa tanpa sinyal' }).click();
  const text = await packetOf(second);
  await budi.page.close();
  await second.page.close();

  await relay.start();
  await siti.syncNow();
  await siti.caughtUp();
  await handIn(siti, `${text.slice(0, 400)}${text.slice(500)}`);
  await expect(siti.page.getByText('Paket ini rusak atau terpotong.')).toBeVisible();
  await handIn(siti, text);
  await siti.page.getByRole('button', { name: 'Terima', exact: true }).click();
  await expect(siti.page.getByText('1 dokumen diterima kecamatan.')).toBeVisible();
  await siti.go(note);
  await expect(siti.page.getByText('Ditulis tanpa sinyal.')).toBeVisible();
});

test('a packet is taken in on another phone without a signal, and goes on in its author’s name', async ({
  relay,
  siti,
  budi,
}) => {
  await budi.caughtUp();
  await siti.caughtUp();
  await relay.stop();
  await Promise.all([budi.disconnected(), siti.disconnected()]);
  const note = await writeNote(budi, 'Dari HP ke HP', 'Ditulis Budi tanpa sinyal.');
  await budi.go('#/tertahan');
  const text = await packetOf(budi);

  await handIn(siti, text.replace('sha256: ', 'sha256: 0'));
  await expect(siti.page.getByText('Paket ini rusak atau terpotong.')).toBeVisible();
  for (const said of ['Diterapkan', 'Sudah ada di HP ini']) {
    await handIn(siti, text);
    await expect(siti.page.getByText('Dari Budi Santosa')).toBeVisible();
    await siti.page.getByRole('button', { name: 'Terapkan di HP ini' }).click();
    await expect(siti.page.getByText('1 dokumen dari Budi Santosa')).toBeVisible();
    await expect(siti.page.getByText(said, { exact: true })).toBeVisible();
  }
  await siti.page.getByRole('link', { name: 'Dari HP ke HP' }).click();
  await expect(siti.page.getByText('Ditulis Budi tanpa sinyal.')).toBeVisible();
  await expect(siti.tick()).toHaveAttribute('data-tick', 'phone');
  await siti.page.reload();
  await siti.go(note);
  await expect(siti.page.getByText('Ditulis Budi tanpa sinyal.')).toBeVisible();

  // Only the phone that took it in reaches the office: it hands it on as its author signed it.
  await budi.page.context().setOffline(true);
  await relay.start();
  await siti.syncNow();
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
  await siti.page.getByRole('link', { name: 'Riwayat' }).click();
  await expect(siti.page.locator('[data-change]').first()).toContainText('Budi Santosa');
  await budi.page.context().setOffline(false);
  await budi.syncNow();
  await budi.go(note);
  await expect(budi.tick()).toHaveAttribute('data-tick', /relay|all/);
});

test('a packet that another app shares is there to be handed in, without a signal too', async ({
  relay,
  siti,
  budi,
}) => {
  await relay.stop();
  await budi.disconnected();
  await writeNote(budi, 'Dibagikan', 'Lewat aplikasi lain.');
  await budi.go('#/tertahan');
  const text = await packetOf(budi);

  // Chrome hands a shared file over as this request, which only the service worker can answer now.
  await siti.page.evaluate((shared) => {
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action: '/terima', enctype: 'multipart/form-data' });
    form.rel = 'noreferrer';
    const field = document.createElement('input');
    Object.assign(field, { type: 'file', name: 'paket' });
    const files = new DataTransfer();
    files.items.add(new File([shared], 'paket-titipan.txt', { type: 'text/plain' }));
    field.files = files.files;
    form.append(field);
    document.body.append(form);
    form.submit();
  }, text);
  await siti.page.getByRole('button', { name: 'Buka sebagai paket titipan' }).click();
  await expect(siti.page.getByText('1 dokumen', { exact: false })).toBeVisible();
  await siti.page.reload();
  await expect(siti.page.getByText('Pilih berkas paket')).toBeVisible();
});

test('a phone that was shut out says on its first screen that nothing is lost', async ({
  relay,
  budi,
}) => {
  const device = await deviceOf(budi.page);
  relay.run('device', 'revoke', '--data', relay.data, '--forum', relay.forum, '--device', device);
  await expect(budi.page.getByText('Tidak ada yang hilang.', { exact: false })).toBeVisible();
  await budi.page.getByRole('link', { name: 'Lihat dan selamatkan' }).click();
  await expect(budi.page.getByText('Isi HP ini tidak hilang.', { exact: false })).toBeVisible();
});
