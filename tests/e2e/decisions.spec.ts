import { expect } from '../../web/e2e.ts';
import { day } from './days.ts';
import type { Phone } from './phone.ts';
import { plant } from './planted.ts';
import { test } from './two-phones.ts';

const id = (name: string) => `01K6TN1QMRJ1M53N${name.padStart(10, '0')}`;
const VILLAGE = '33.02.19.2001';

const badge = (phone: Phone) =>
  phone.page.getByRole('navigation', { name: 'Menu utama' }).locator('.badge');

test('what waits for one’s decision stands on the first page, and is counted', async ({
  relay,
  siti,
}) => {
  const { page } = siti;
  const tenure = (holder: string) => ({
    ...{ holder, village_code: VILLAGE, position: 'kepala_desa' },
    ...{ position_status: 'definitif', from: '2024-01-01' },
  });
  await relay.stop();
  await expect(badge(siti)).toHaveCount(0);
  await plant(page, [
    [`member/${id('WAT1')}`, { full_name: 'Wati Lestari', phone: '+6281234567890' }],
    [`member/${id('WAT2')}`, { full_name: 'Bu Wati', phone: '+6281234567890' }],
    ['posts', { tenures: { [id('T1')]: tenure(id('WAT1')), [id('T2')]: tenure(id('X')) } }],
    [
      `note/${id('N1')}`,
      { form: 'minutes', title: 'Rapat rutin', state: 'draf', approvals: { [id('X')]: '00' } },
    ],
    [
      `note/${id('N2')}`,
      { form: 'minutes', title: 'Disahkan', state: 'disahkan', approvals: { [id('X')]: '00' } },
    ],
  ]);
  await siti.go('#/');
  const section = page.locator('[data-section="decisions"]');
  await expect(section.getByRole('heading')).toHaveText('Menunggu keputusan Anda · 3');
  await expect(badge(siti)).toHaveText('3');
  for (const what of ['Wati Lestari dan Bu Wati', 'Rapat rutin', 'Kepala Desa Kalikidang'])
    await expect(section.getByRole('link', { name: what })).toBeVisible();

  // Two people after all: that is decided here, and nobody is asked any more.
  await section.getByRole('link', { name: 'Wati Lestari dan Bu Wati' }).click();
  await page.getByRole('button', { name: 'Bukan orang yang sama' }).click();
  await siti.go('#/');
  await expect(badge(siti)).toHaveText('2');
  await expect(section.getByText('Bu Wati')).toHaveCount(0);
});

test('minutes approved here and changed there are shown with what differs, until approved again', async ({
  relay,
  siti,
  budi,
}) => {
  const { page } = siti;
  await siti.go('#/catatan');
  await page.getByRole('button', { name: 'Catatan baru' }).click();
  await page.getByRole('button', { name: 'Notulensi rapat' }).click();
  await siti.fill('Judul', 'Rapat rutin');
  await siti.fill('Tempat', 'Aula');
  await siti.done();
  const note = siti.place;
  await siti.caughtUp();
  await budi.go(note);
  await expect(budi.page.getByText('Aula')).toBeVisible();
  await relay.stop();
  await page.getByRole('button', { name: 'Sahkan notulensi' }).click();
  const approvals = (phone: Phone) => phone.page.getByRole('region', { name: 'Pengesahan' });
  await expect(approvals(siti)).toContainText('Disahkan Siti Rahayu');
  await budi.edit();
  await budi.fill('Tempat', 'Balai desa');
  await budi.done();
  await relay.start();
  for (const phone of [siti, budi]) {
    await phone.syncNow();
    const changed = phone.page.locator('[data-changed]');
    await expect(changed.locator('del')).toHaveText('Aula');
    await expect(changed.locator('ins')).toHaveText('Balai desa');
    await expect(badge(phone)).toHaveText('1');
  }
  await budi.page.getByRole('button', { name: 'Sahkan lagi seperti sekarang' }).click();
  for (const phone of [siti, budi]) {
    await expect(phone.page.locator('[data-changed]')).toHaveCount(0);
    for (const name of ['Siti Rahayu', 'Budi Santosa'])
      await expect(approvals(phone)).toContainText(new RegExp(`Disahkan ${name}, .*\\d`));
    await expect(badge(phone)).toHaveCount(0);
  }
});

test('what a village owes is marked on its page with one tap', async ({ relay, siti }) => {
  const { page } = siti;
  await relay.stop();
  const owed = (title: string, due_on: string) => ({ title, due_on, every: 'once' });
  await plant(page, [
    [
      'settings',
      {
        name: 'Paguyuban Uji',
        villages: { [VILLAGE]: 'Kalikidang', '33.02.19.2002': 'Wiradadi' },
        obligations: {
          [id('B1')]: owed('Laporan realisasi', day(-5)),
          [id('B2')]: owed('APBDes', day(20)),
        },
      },
    ],
  ]);
  await siti.go(`#/desa/${VILLAGE}`);
  const section = page.getByRole('region', { name: 'Kewajiban desa' });
  await expect(section.getByRole('heading')).toHaveText('Kewajiban desa · 0/2');
  await section.getByRole('button', { name: /Laporan realisasi/ }).click();
  await expect(section.getByRole('heading')).toHaveText('Kewajiban desa · 1/2');
  // It is this village's, and no other's.
  await siti.go('#/desa/33.02.19.2002');
  await expect(section.getByRole('heading')).toHaveText('Kewajiban desa · 0/2');
  await siti.go(`#/desa/${VILLAGE}`);
  await page.reload();
  await expect(section.getByRole('button', { name: /Laporan realisasi/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});

test('an event about a competence suggests who can speak on it', async ({ siti }) => {
  const { page } = siti;
  await siti.go('#/anggota');
  await page.getByRole('link', { name: 'Siti Rahayu' }).click();
  await siti.edit();
  await page.getByRole('button', { name: 'Siskeudes' }).click();
  await siti.done();
  await siti.go('#/kegiatan');
  await page.getByRole('button', { name: 'Kegiatan baru' }).click();
  await siti.fill('Judul', 'Pelatihan');
  const add = page.getByRole('button', { name: 'Jadikan Siti Rahayu narasumber' });
  await expect(add).toHaveCount(0);
  await page.getByRole('button', { name: 'Siskeudes' }).click();
  await add.click();
  await expect(add).toHaveCount(0);
  await siti.done();
  await expect(page.locator('dd', { hasText: 'Siti Rahayu' })).toHaveCount(1);
});
