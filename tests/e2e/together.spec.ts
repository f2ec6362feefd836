import { expect } from '../../web/e2e.ts';
import { test } from './two-phones.ts';

test('two people write in one note at once, see each other and lose no letter', async ({
  siti,
  budi,
}) => {
  await siti.beginNote('Ditulis bersama');
  await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
  await budi.go(siti.place);

  await expect(siti.page.locator('[data-present]')).toContainText('Budi Santosa');
  await expect(budi.page.locator('[data-present]')).toContainText('Siti Rahayu');

  const left = siti.page.getByLabel('Isi', { exact: true });
  const right = budi.page.getByLabel('Isi', { exact: true });
  await left.pressSequentially('Pembukaan.\n', { delay: 20 });
  await expect(right).toHaveValue('Pembukaan.\n');
  await right.focus();
  await right.press('Control+End');
  await Promise.all([
    left.press('Control+Home').then(() => left.pressSequentially('Siti menulis. ', { delay: 35 })),
    right.pressSequentially('Budi menulis.', { delay: 35 }),
  ]);
  const both = 'Siti menulis. Pembukaan.\nBudi menulis.';
  await expect(left).toHaveValue(both);
  await expect(right).toHaveValue(both);
});

test('two tabs of one phone show the same, and what either writes reaches the other people', async ({
  siti,
  budi,
}) => {
  const second = await siti.page.context().newPage();
  await second.goto(`${siti.relay.origin}/#/anggota`);
  await second.getByRole('button', { name: 'Tambah anggota' }).click();
  await second.getByLabel('Nama lengkap').fill('Ditulis di tab kedua');
  await second.getByRole('link', { name: 'Simpan' }).click();

  for (const phone of [siti, budi]) {
    await phone.go('#/anggota');
    await expect(phone.page.getByText('Ditulis di tab kedua')).toBeVisible();
  }
  await siti.page.getByRole('link', { name: 'Ditulis di tab kedua' }).click();
  await siti.edit();
  await siti.fill('Panggilan', 'Dari tab pertama');
  await siti.done();
  await expect(second.getByText('Dari tab pertama')).toBeVisible();

  // The tab that talked to the relay goes away; the other takes over.
  await siti.page.close();
  await second.getByRole('link', { name: 'Ubah' }).click();
  await second.getByLabel('Email').fill('kedua@desa.id');
  await second.getByRole('link', { name: 'Simpan' }).click();
  await budi.page.getByRole('link', { name: 'Ditulis di tab kedua' }).click();
  await expect(budi.page.getByText('kedua@desa.id')).toBeVisible();
});
