import { expect, test, type Page } from '../../web/e2e.ts';
import { day } from './days.ts';
import { Phone } from './phone.ts';
import { Relay } from './relay.ts';

/** A list with nothing in it: what it says, what it offers, and what is there after a tap on that. */
interface Empty {
  at: string;
  says: string;
  offers: string;
  leads: (page: Page) => ReturnType<Page['getByText']>;
}

const field = (name: string) => (page: Page) => page.getByLabel(name, { exact: true }).first();
const FORUM = '#/pengaturan/forum';
const LISTS: Empty[] = [
  {
    at: '#/pendampingan',
    says: 'Daftar desa belum diisi.',
    offers: 'Isi daftar desa',
    leads: field('Tempel daftar desa'),
  },
  {
    at: '#/catatan',
    says: 'Belum ada catatan.',
    offers: 'Catatan baru',
    leads: (page) => page.getByRole('button', { name: 'Notulensi rapat' }),
  },
  {
    at: '#/kegiatan',
    says: 'Belum ada kegiatan.',
    offers: 'Kegiatan baru',
    leads: field('Judul'),
  },
  {
    at: '#/masalah',
    says: 'Belum ada masalah yang dicatat.',
    offers: 'Catat masalah',
    leads: (page) => page.getByRole('dialog').getByText('Daftar desa belum diisi.'),
  },
  {
    at: '#/pejabat',
    says: 'Daftar desa belum diisi.',
    offers: 'Isi daftar desa',
    leads: field('Tempel daftar desa'),
  },
  {
    at: '#/desa',
    says: 'Daftar desa belum diisi.',
    offers: 'Isi daftar desa',
    leads: field('Tempel daftar desa'),
  },
  {
    at: '#/catatan-pengurus',
    says: 'Belum ada catatan.',
    offers: 'Catatan baru',
    leads: (page) => page.getByRole('button', { name: 'Notulensi rapat' }),
  },
  {
    at: '#/pendampingan-pribadi',
    says: 'Belum ada pendampingan pribadi.',
    offers: 'Mulai dengan seseorang',
    leads: (page) => page.getByRole('dialog'),
  },
  {
    at: '#/tindak-lanjut',
    says: 'Tidak ada yang menunggu Anda.',
    offers: 'Tulis notulensi',
    leads: (page) => page.getByRole('heading', { name: 'Catatan', exact: true }),
  },
  {
    at: '#/pengingat',
    says: 'Tidak ada yang perlu diingatkan.',
    offers: 'Lihat tindak lanjut',
    leads: (page) => page.getByText('Tidak ada yang menunggu Anda.'),
  },
  {
    at: '#/laporan/kewajiban',
    says: 'Tidak ada kewajiban dalam waktu ini.',
    offers: 'Tulis kewajiban desa',
    leads: (page) => page.getByText('Belum ada kewajiban.'),
  },
  {
    at: '#/laporan/masalah/2020',
    says: 'Tidak ada yang bisa dihitung',
    offers: 'Semua waktu',
    leads: (page) => page.getByText('Tidak ada yang bisa dihitung'),
  },
  {
    at: '#/laporan/masalah/semua',
    says: 'Tidak ada yang bisa dihitung',
    offers: 'Pendampingan',
    leads: (page) => page.getByText('Daftar desa belum diisi.'),
  },
  {
    at: FORUM,
    says: 'Belum ada desa.',
    offers: 'Tempel daftar desa',
    leads: field('Tempel daftar desa'),
  },
  { at: FORUM, says: 'Belum ada masa bakti.', offers: 'Tambah masa bakti', leads: field('Judul') },
  { at: FORUM, says: 'Belum ada kewajiban.', offers: 'Tambah kewajiban', leads: field('Judul') },
  {
    at: '#/tertahan',
    says: 'Tidak ada yang tertahan.',
    offers: 'Sinkronisasi',
    leads: (page) => page.getByRole('heading', { name: 'Sinkronisasi' }),
  },
  {
    at: '#/pengurus/undang',
    says: 'Belum ada yang bisa diundang',
    offers: 'Tambah anggota',
    leads: (page) => page.getByRole('heading', { name: 'Anggota', exact: true }),
  },
];

/** Of minutes and an entry that have a title, and nothing else. */
const OF_MINUTES: Omit<Empty, 'at'>[] = [
  { says: 'Belum ada mata acara.', offers: 'Tambah mata acara', leads: field('Judul') },
  { says: 'Belum ada keputusan.', offers: 'Tambah keputusan', leads: field('Isi keputusan') },
  {
    says: 'Belum ada tindak lanjut.',
    offers: 'Tambah tindak lanjut',
    leads: field('Yang harus dilakukan'),
  },
  {
    says: 'Belum ada yang diisi.',
    offers: 'Isi daftar hadir',
    leads: (page) => page.getByRole('button', { name: 'Semua hadir' }),
  },
];

test('every list of a fresh forum says what to do first, and does it', async ({ browser }) => {
  const relay = await Relay.start({ empty: true });
  const context = await browser.newContext();
  const phone = new Phone(await context.newPage(), relay);
  const { page } = phone;
  await phone.join('organiser', 'Siti Rahayu');
  for (const one of LISTS) await offered(phone, one);

  await phone.beginMinutes('Rapat perdana');
  await phone.done();
  const minutes = phone.place;
  for (const one of OF_MINUTES) await offered(phone, { at: minutes, ...one });

  await phone.go(`${FORUM}/ubah`);
  await page.getByLabel('Tempel daftar desa').fill('33.01.01.2001 Contoh Lor');
  await page.getByRole('button', { name: 'Simpan 1 desa' }).click();
  await phone.done();
  const year = day(0).slice(0, 4);
  await offered(phone, {
    at: `#/pendampingan/33.01.01.2001/${year}`,
    says: 'Belum ada catatan di desa ini.',
    offers: 'Catat pendampingan',
    leads: (shown) => shown.getByLabel('Desa mana?'),
  });
  await page.getByRole('button', { name: 'Mulai mencatat' }).click();
  await phone.fill('Topik', 'Kunjungan pertama');
  await phone.done();
  const [followUps] = OF_MINUTES.filter(({ offers }) => offers === 'Tambah tindak lanjut');
  if (followUps) await offered(phone, { at: phone.place, ...followUps });
  await context.close();
  await relay.end();
});

test('who can change nothing reads whom to ask, and no button that does nothing', async ({
  browser,
}) => {
  const relay = await Relay.start({ empty: true });
  const context = await browser.newContext();
  const phone = new Phone(await context.newPage(), relay);
  const { page } = phone;
  await phone.join('viewer', '');
  for (const [at, says] of [
    ['#/pendampingan', 'Minta pengurus mengisinya'],
    ['#/catatan', 'Catatan muncul di sini setelah anggota menulisnya.'],
    ['#/anggota', 'Daftar muncul setelah'],
    [FORUM, 'Belum ada masa bakti.'],
    [`#/pendampingan/33.01.01.2001/2026`, 'Catatan muncul di sini setelah anggota'],
  ] as const) {
    await phone.go(at);
    await expect(page.getByText(says)).toBeVisible();
    await expect(page.getByRole('main').getByRole('button', { name: /Tambah|Catat/ })).toHaveCount(
      0,
    );
  }
  await context.close();
  await relay.end();
});

async function offered(phone: Phone, { at, says, offers, leads }: Empty): Promise<void> {
  const { page } = phone;
  await phone.go(at);
  const list = page.getByRole('main').locator('.card, .notice').filter({ hasText: says }).last();
  await expect(list, says).toBeVisible();
  const control = list
    .getByRole('button', { name: offers })
    .or(list.getByRole('link', { name: offers }));
  await control.click();
  await expect(leads(page), `${says} ${offers}`).toBeVisible();
  if (await page.getByRole('dialog').count()) {
    if (offers === 'Catat pendampingan') return;
    await page.keyboard.press('Escape');
  }
  await phone.go('#/');
  await expect(page.getByRole('button', { name: 'Catat pendampingan' }).first()).toBeVisible();
}
