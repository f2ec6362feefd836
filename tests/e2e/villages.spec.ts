import { expect, type Page } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { Thumb } from './taps.ts';
import { test } from './two-phones.ts';

const KLAHANG = '33.02.19.2006';

async function addProblem(phone: Phone, title: string, kind: string, severity: string) {
  const { page } = phone;
  await phone.go(`#/masalah/${KLAHANG}`);
  await page.getByRole('link', { name: 'Catat masalah' }).click();
  await phone.fill('Judul', title);
  await page.getByLabel('Jenis masalah').selectOption({ label: kind });
  await page.getByLabel('Tingkat').selectOption({ label: severity });
  await phone.done();
}

const cell = (page: Page, name: RegExp) => page.getByRole('link', { name });

test('two people write down problems of one village at once, and the table counts both', async ({
  siti,
  budi,
}) => {
  await Promise.all([siti, budi].map(({ page }) => page.context().setOffline(true)));
  await addProblem(siti, 'SPJ belum dibuat', 'Administrasi dan laporan', 'Sedang');
  await addProblem(budi, 'LPJ terlambat dua bulan', 'Administrasi dan laporan', 'Berat');
  await siti.go('#/masalah');
  await expect(cell(siti.page, /^Klahang, Administrasi dan laporan: 1 .*Sedang/)).toBeVisible();
  await Promise.all([siti, budi].map(({ page }) => page.context().setOffline(false)));

  const both = cell(siti.page, /^Klahang, Administrasi dan laporan: 2 .*Berat/);
  await siti.syncNow();
  await budi.syncNow();
  await siti.go('#/masalah');
  await expect(both).toBeVisible();
  // The table scrolls in its own frame, never the page.
  await siti.page.setViewportSize({ width: 320, height: 640 });
  const wide = () =>
    siti.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(await wide()).toBe(false);
  await both.click();
  await expect(siti.page.getByText('LPJ terlambat dua bulan')).toBeVisible();

  // One tap, with today's day; one more takes it back.
  await siti.page.getByText('LPJ terlambat dua bulan').click();
  const thumb = new Thumb(siti.page);
  await thumb.tap(siti.page.getByRole('button', { name: 'Selesai', exact: true }));
  await expect(siti.page.getByText('Selesai pada')).toBeVisible();
  expect(thumb.taps).toBe(1);
  await thumb.tap(siti.page.getByRole('button', { name: 'Urungkan' }));
  await expect(siti.page.getByText('Selesai pada')).toHaveCount(0);
  expect(thumb.taps).toBe(2);
  await siti.page.getByRole('button', { name: 'Selesai', exact: true }).click();
  await siti.go('#/masalah');
  await expect(cell(siti.page, /^Klahang, Administrasi dan laporan: 1 .*Sedang/)).toBeVisible();
});

async function nameHolder(phone: Phone, name: string) {
  const { page } = phone;
  await phone.go(`#/pejabat/${KLAHANG}`);
  await page.getByRole('button', { name: 'Catat pejabat: Sekretaris Desa' }).click();
  await page.getByRole('button', { name: /^Siapa pejabatnya/ }).click();
  await page.getByRole('radio', { name: new RegExp(name) }).click();
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(secretary(page).getByText(name)).toBeVisible();
}

const secretary = (page: Page) =>
  page.getByRole('region', { name: 'Sekretaris Desa', exact: true });

test('two organisers name different holders of one post: both are asked, and one tap settles it', async ({
  siti,
  budi,
}) => {
  await siti.syncNow();
  await budi.syncNow();
  await Promise.all([siti, budi].map(({ page }) => page.context().setOffline(true)));
  await nameHolder(siti, 'Siti Rahayu');
  await nameHolder(budi, 'Budi Santosa');
  await Promise.all([siti, budi].map(({ page }) => page.context().setOffline(false)));
  await siti.syncNow();
  await budi.syncNow();
  for (const { page } of [siti, budi])
    await expect(page.getByText('Ada lebih dari satu Sekretaris Desa')).toBeVisible();
  const thumb = new Thumb(siti.page);
  await thumb.tap(siti.page.getByRole('button', { name: 'Siti Rahayu yang menjabat' }));
  await expect(budi.page.getByText('Ada lebih dari satu')).toHaveCount(0);
  await expect(secretary(budi.page).getByText('Budi Santosa')).toHaveCount(0);
  expect(thumb.taps).toBe(1);

  // The old one goes and the new one comes in one go, and the village's page says so.
  const { page } = siti;
  await page.getByRole('button', { name: 'Ganti pejabat: Sekretaris Desa' }).click();
  await page.getByRole('button', { name: /^Siapa pejabatnya/ }).click();
  await page.getByRole('radio', { name: /Budi Santosa/ }).click();
  await page.getByLabel('Status jabatan').selectOption({ label: 'Plt.' });
  await page.getByLabel('Mengapa Siti Rahayu berhenti?').selectOption({ label: 'Rotasi' });
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(secretary(page).getByText('Plt. Budi Santosa')).toBeVisible();
  await secretary(page).getByText('Riwayat').click();
  await expect(secretary(page).getByText(/Siti Rahayu/)).toBeVisible();
  await expect(secretary(page).getByText(/Rotasi/)).toBeVisible();
  await page.getByRole('link', { name: 'Semua tentang desa ini' }).click();
  await expect(page.getByText('Plt. Budi Santosa')).toBeVisible();

  // Whoever leaves and is not followed leaves it vacant.
  await siti.go(`#/pejabat/${KLAHANG}`);
  await page.getByRole('button', { name: /^Akhiri masa jabatan Plt. Budi/ }).click();
  await page.getByRole('button', { name: 'Akhiri', exact: true }).click();
  await expect(secretary(page).getByText(/^Kosong sejak/)).toBeVisible();
  await siti.go('#/pejabat');
  await expect(page.getByRole('link', { name: /Klahang.*1 kosong/ })).toBeVisible();
});

test('whoever looks on sees the kecamatan at one glance, and nothing to decide', async ({
  siti,
  browser,
  relay,
}) => {
  const context = await browser.newContext();
  const camat = new Phone(await context.newPage(), relay);
  await camat.join('viewer', 'Camat');
  const { page } = camat;
  await camat.go('#/ringkasan');
  await expect(page.getByText('Mulai sekarang')).toBeVisible();

  await addProblem(siti, 'Laptop mati', 'Perangkat keras dan jaringan', 'Berat');
  await siti.go(`#/desa/${KLAHANG}`);
  await siti.page.getByRole('button', { name: 'Catat pendampingan' }).click();
  await siti.page.getByRole('button', { name: 'Mulai mencatat' }).click();
  await siti.fill('Topik', 'Siskeudes');
  await siti.done();
  await siti.caughtUp();

  // Two hours later, as far as the phone remembers.
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.startsWith('paguyuban.visit.')) ?? '';
    localStorage.setItem(key, `0 ${Date.now() - 2 * 3_600_000}`);
  });
  await camat.go('#/');
  await camat.go('#/ringkasan');
  await expect(page.getByRole('link', { name: /^Klahang, .*: 1 pendampingan/ })).toBeVisible();
  const news = page.locator('section', { hasText: 'Berubah sejak kunjungan terakhir' });
  await expect(news.getByText(/Siti Rahayu/).first()).toBeVisible();
  await expect(page.getByRole('link', { name: /Laptop mati/ })).toBeVisible();
  expect(await page.locator('main button:not(th button)').count()).toBe(0);
  // Nor on the pages it leads to, where others write.
  for (const place of [`#/desa/${KLAHANG}`, `#/pejabat/${KLAHANG}`, '#/masalah']) {
    await camat.go(place);
    await expect(page.getByText('Klahang').first()).toBeVisible();
    const main = page.getByRole('main');
    await expect(main.getByRole('button', { name: /^Catat|^Ganti|^Akhiri/ })).toHaveCount(0);
    await expect(main.getByRole('link', { name: /^Catat/ })).toHaveCount(0);
  }
  await context.close();
});

test('a problem, its mentoring, who can help and what a person did lead to each other, offline', async ({
  siti,
}) => {
  const { page } = siti;
  await page.context().setOffline(true);
  await siti.go('#/anggota');
  await page.getByRole('link', { name: /Siti Rahayu/ }).click();
  const card = siti.place;
  await siti.edit();
  await page.getByRole('button', { name: 'Siskeudes', exact: true }).click();
  await siti.done();
  await addProblem(siti, 'Siskeudes tidak terbuka', 'Teknis Siskeudes', 'Berat');
  await siti.edit();
  await page.getByRole('button', { name: 'Siskeudes', exact: true }).click();
  await siti.done();
  await expect(page.getByText('Belum didampingi')).toBeVisible();
  await expect(
    page.getByRole('link', { name: /Siti Rahayu.*bisa menjadi narasumber/ }),
  ).toBeVisible();

  const begun = new Thumb(page);
  await begun.tap(page.getByRole('link', { name: 'Catat pendampingan' }));
  await expect(page.getByRole('button', { name: 'Siskeudes', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(page.getByRole('button', { name: /Siskeudes tidak terbuka/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  expect(begun.taps).toBe(1);
  await siti.fill('Topik', 'Buka Siskeudes bersama');
  await siti.done();
  await page.getByRole('link', { name: /Siskeudes tidak terbuka/ }).click();
  await expect(page.getByText('Sudah didampingi 1 kali')).toBeVisible();

  // An entry that is there already is tied to it by one tap, and let go by one more.
  await page.getByRole('link', { name: /Buka Siskeudes bersama/ }).click();
  await siti.edit();
  const tie = page.getByRole('button', { name: /Siskeudes tidak terbuka/ });
  const tied = new Thumb(page);
  await tied.tap(tie);
  await expect(tie).toHaveAttribute('aria-pressed', 'false');
  expect(tied.taps).toBe(1);
  await tied.tap(tie);
  await expect(tie).toHaveAttribute('aria-pressed', 'true');
  expect(tied.taps).toBe(2);
  await siti.done();

  // Who mentored this village on this competence: three taps from home.
  await siti.go('#/');
  const asked = new Thumb(page);
  await asked.tap(page.getByRole('navigation').getByRole('link', { name: 'Pendampingan' }));
  await asked.tap(page.getByRole('link', { name: /Klahang/ }));
  await asked.tap(page.getByRole('button', { name: 'Siskeudes', exact: true }));
  const answer = page.getByRole('link', { name: /Siti Rahayu.*1 kali/ });
  await expect(answer).toBeVisible();
  expect(asked.taps).toBe(3);
  await answer.click();
  expect(siti.place).toBe(card);
  await expect(page.getByRole('heading', { name: 'Mendampingi · 1' })).toBeVisible();
  await expect(page.getByRole('link', { name: /Buka Siskeudes bersama/ })).toBeVisible();
});
