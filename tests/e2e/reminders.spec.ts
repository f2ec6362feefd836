import { expect } from '../../web/e2e.ts';
import { day } from './days.ts';
import { memberOf, plant } from './planted.ts';
import { Thumb } from './taps.ts';
import { test } from './two-phones.ts';

const id = (name: string) => `01K6TN1QMRJ1M53N${name.padStart(10, '0')}`;

test('an invitation waits on the first page and is answered with one tap; the other hears of it', async ({
  siti,
  budi,
}) => {
  const { page } = siti;
  const [year, month, date] = day(3).split('-');
  await siti.go('#/kegiatan');
  await page
    .getByRole('button', { name: 'Kegiatan baru' })
    .or(page.getByRole('link', { name: 'Kegiatan baru' }))
    .first()
    .click();
  await siti.fill('Judul', 'Pelatihan Siskeudes');
  await siti.fill('Tanggal', `${date}-${month}-${year}`);
  await page.getByRole('button', { name: 'Yang diundang' }).click();
  await page.getByRole('checkbox', { name: /Budi Santosa/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Simpan' }).click();
  await siti.done();
  const event = siti.place;

  await budi.go('#/');
  const row = budi.page.locator('[data-reminder="answer"]');
  await expect(row).toContainText('Pelatihan Siskeudes');
  const badge = budi.page.getByRole('navigation', { name: 'Menu utama' }).locator('.badge');
  await expect(badge).toHaveText('1');
  const thumb = new Thumb(budi.page);
  await thumb.tap(row.getByRole('button', { name: 'Akan hadir' }));
  expect(thumb.taps).toBe(1);
  await expect(badge).toHaveCount(0);
  await expect(row.getByRole('button', { name: 'Akan hadir' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await siti.go(event);
  await expect(page.locator('[data-answers]')).toContainText('Budi Santosa');
  await budi.page.reload();
  await expect(budi.page.getByRole('heading', { name: 'Paguyuban Uji' })).toBeVisible();
  await expect(row).toHaveCount(0);
});

test('who wants it is reminded by the phone while the app is open, of how much and never of what', async ({
  siti,
}) => {
  const { page } = siti;
  await page.context().grantPermissions(['notifications'], { origin: siti.relay.origin });
  await siti.go('#/pengaturan');
  const wish = page.getByRole('switch', { name: 'Tampilkan pengingat sebagai notifikasi HP' });
  await expect(wish).toHaveAttribute('aria-checked', 'false');
  await wish.click();
  await expect(wish).toHaveAttribute('aria-checked', 'true');
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const all = await registration.getNotifications();
      return all.map(({ title, body }) => `${title}: ${body}`);
    });
  expect(await shown()).toEqual([]);

  await siti.beginMinutes('Rapat rutin');
  await siti.part('Tindak lanjut');
  await page.getByRole('button', { name: 'Tambah tindak lanjut' }).click();
  await siti.fill('Yang harus dilakukan', 'Rahasia sekali');
  const record = page.getByRole('group', { name: /^Tindak lanjut 1$/ });
  await record.getByLabel('Tenggat', { exact: true }).fill('1-3-2026');
  await record.getByRole('button', { name: 'Penanggung jawab' }).click();
  await page.getByRole('radio', { name: 'Siti Rahayu' }).click();
  await siti.done();
  const said = ['1 hal menunggu Anda: 1 tindak lanjut lewat tenggat'];
  await expect.poll(shown).toEqual(said);

  await siti.go('#/pengingat');
  await expect(page.locator('[data-reminders="mine"]')).toContainText('Rahasia sekali');
  await page.getByRole('checkbox').click();
  await expect(page.getByRole('checkbox')).toHaveAttribute('aria-checked', 'true');
  await siti.go('#/pengaturan');
  await wish.click();
  await expect(wish).toHaveAttribute('aria-checked', 'false');
});

test('who answers while the day is moved elsewhere has answered, and is asked no more', async ({
  relay,
  siti,
  budi,
}) => {
  await siti.go('#/kegiatan');
  await siti.page.getByRole('button', { name: 'Kegiatan baru' }).click();
  await siti.fill('Judul', 'Musyawarah desa');
  await siti.fill('Tanggal', day(3));
  await siti.page.getByRole('button', { name: /^Undang semua anggota/ }).click();
  await siti.done();
  const event = siti.place;
  const asked = budi.page.locator('[data-reminder="answer"]');
  await budi.go('#/pengingat');
  await expect(asked).toContainText('Musyawarah desa');
  const before = (await asked.textContent()) ?? '';

  await relay.stop();
  await asked.getByRole('button', { name: 'Akan hadir' }).click();
  await siti.edit();
  await siti.fill('Tanggal', day(5));
  await siti.done();
  await relay.start();
  for (const phone of [siti, budi]) {
    await phone.syncNow();
    await phone.go(event);
    await expect(phone.page.locator('[data-answers]')).toContainText('Budi Santosa');
    await expect(phone.page.getByRole('main').getByText(/2 versi/)).toHaveCount(0);
  }
  // It is the day that was set meanwhile of which the other hears.
  await siti.go('#/pengingat');
  await expect(siti.page.locator('[data-reminder="answer"]')).not.toContainText(
    before.split(' · ')[1] ?? before,
  );
  await budi.go('#/pengingat');
  await expect(budi.page.getByRole('main')).toBeVisible();
  await expect(asked).toHaveCount(0);
});

test('minutes that are missing, a silent village and what is due soon are told, one’s own first', async ({
  relay,
  siti,
}) => {
  const { page } = siti;
  const me = await memberOf(page);
  const [OTHER, MINE, SILENT, VISITED] = [
    ...[id('BUDI'), '33.02.19.2001', '33.02.19.2002', '33.02.19.2003'],
  ] as const;
  const LONG_AGO = day(-60);
  const promised = (what: string, assignee: string, ahead: number) => ({
    ...{ what, assignee, due_on: day(ahead) },
  });
  const entry = (date: string) => ({ date, topic: 'Siskeudes', state: 'selesai' });
  await relay.stop();
  await plant(page, [
    [
      'settings',
      {
        ...{ name: 'Paguyuban Uji', silent_days: '30' },
        villages: { [MINE]: 'Kalikidang', [SILENT]: 'Wiradadi', [VISITED]: 'Klahang' },
      },
    ],
    [`member/${me}`, { full_name: 'Siti Rahayu', village_code: MINE }],
    [`member/${OTHER}`, { full_name: 'Budi Santosa' }],
    [`event/${id('E1')}`, { title: 'Rapat tanpa notulensi', date: day(-9) }],
    [`event/${id('E2')}`, { title: 'Rapat yang baru saja', date: day(-2) }],
    [`event/${id('E3')}`, { title: 'Rapat yang ditulis', date: day(-9) }],
    [
      `note/${id('E3')}`,
      {
        ...{ form: 'minutes', title: 'Rapat yang ditulis', date: day(-9) },
        follow_ups: {
          [id('F1')]: promised('Terlambat dikirim Budi', OTHER, -4),
          [id('F2')]: promised('Kirim laporan tiga hari lagi', me, 3),
          [id('F3')]: promised('Masih lama', me, 30),
          [id('F4')]: promised('Tiga hari lagi oleh Budi', OTHER, 3),
        },
      },
    ],
    [`log/${SILENT}/${LONG_AGO.slice(0, 4)}`, { entries: { [id('L1')]: entry(LONG_AGO) } }],
    [`log/${VISITED}/${day(-5).slice(0, 4)}`, { entries: { [id('L2')]: entry(day(-5)) } }],
  ]);
  await siti.go('#/pengingat');
  const rows = (whose: string) => page.locator(`[data-reminders="${whose}"] .name`);
  await expect(rows('mine')).toHaveText([
    'Kirim laporan tiga hari lagi',
    'Rapat tanpa notulensi',
    'Kalikidang',
  ]);
  await expect(rows('others')).toHaveText(['Terlambat dikirim Budi', 'Wiradadi']);
  await expect(page.locator('section[data-reminders]').first()).toHaveAttribute(
    'data-reminders',
    'mine',
  );
  const told = page.locator('[data-reminder]');
  await expect(told).toContainText(['Belum ada notulensi', 'Belum pernah', 'Sepi 60 hari']);
  // The first page says those that are one's own, and how many there are in all.
  await siti.go('#/');
  const first = page.locator('[data-section="reminders"]');
  await expect(first.locator('.name')).toHaveText(['Rapat tanpa notulensi', 'Kalikidang']);
  await expect(first.getByRole('link', { name: 'Lihat semua pengingat (5)' })).toBeVisible();
});
