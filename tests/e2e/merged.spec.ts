import { expect, type Page } from '../../web/e2e.ts';
import { day } from './days.ts';
import { memberOf, plant, type Planted } from './planted.ts';
import { test } from './two-phones.ts';

const id = (name: string) => `01K6TN1QMRJ1M53N${name.padStart(10, '0')}`;
const [WATI, SECOND, OTHER_ME] = [id('WAT1'), id('WAT2'), id('ME2')];
const YEAR = day(0).slice(0, 4);
const VILLAGE = '33.02.19.2001';

/** Everything in which somebody is named, under either of their cards. */
function documents(me: string): Planted[] {
  const entry = (mentors: string[]) => ({
    ...{ date: day(-3), topic: 'Siskeudes', state: 'selesai', competences: ['K2'] },
    ...{ mentors, mentees: [SECOND], villages: [VILLAGE] },
  });
  const tenure = (holder: string) => ({
    ...{ holder, village_code: VILLAGE, position: 'kaur_keuangan' },
    ...{ position_status: 'definitif', from: '2024-01-01' },
  });
  return [
    [`member/${WATI}`, { full_name: 'Wati Lestari', village_code: VILLAGE, status: 'aktif' }],
    [`member/${SECOND}`, { full_name: 'Bu Wati', village_code: VILLAGE, merged_into: WATI }],
    [`member/${OTHER_ME}`, { full_name: 'Bu Siti', merged_into: me }],
    [
      `event/${id('E1')}`,
      {
        ...{ title: 'Pelatihan', date: day(-1), invited: [WATI, SECOND] },
        ...{ promised: { [WATI]: 'yes', [SECOND]: 'yes' }, attendance: { [SECOND]: 'hadir' } },
      },
    ],
    [`event/${id('E2')}`, { title: 'Belum dijawab', date: day(2), invited: [OTHER_ME] }],
    [
      `event/${id('E3')}`,
      { title: 'Sudah dijawab', date: day(2), invited: [OTHER_ME], promised: { [me]: 'yes' } },
    ],
    [
      `note/${id('N1')}`,
      {
        ...{ form: 'minutes', title: 'Rapat', date: day(-2), chair: SECOND },
        ...{ note_takers: [WATI, SECOND], attendance: { [WATI]: 'hadir', [SECOND]: 'izin' } },
      },
    ],
    [
      `log/${VILLAGE}/${YEAR}`,
      { entries: { [id('L1')]: entry([WATI, SECOND]), [id('L2')]: entry([SECOND]) } },
    ],
    ['posts', { tenures: { [id('T1')]: tenure(WATI), [id('T2')]: tenure(SECOND) } }],
    [
      `problems/${VILLAGE}`,
      { problems: { [id('P1')]: { title: 'Laporan telat', competences: ['K2'], severity: '2' } } },
    ],
    [`assessment/${WATI}/${YEAR}`, { scores: { [`K1:${me}`]: '2' } }],
    [
      `assessment/${SECOND}/${YEAR}`,
      { scores: { [`K1:${OTHER_ME}`]: '2', [`K2:${OTHER_ME}`]: '4' }, agreed: { K2: '4' } },
    ],
  ];
}

/** What each page says, where it names the person twice if cards are not followed. */
const PLACES: [what: string, place: string, check: (page: Page) => Promise<void>][] = [
  [
    'answers to an event, who came of them, and who is invited',
    `#/kegiatan/${id('E1')}`,
    async (page) => {
      await expect(page.locator('[data-answers]')).toHaveText(/1 akan hadir\s*Wati Lestari/);
      await expect(page.locator('[data-tally]')).toHaveText('1 hadir');
      await expect(page.getByText('Bilang akan hadir, belum tercatat hadir')).toHaveCount(0);
      await page.getByText('Diundang', { exact: false }).last().click();
      await expect(page.locator('details p')).toHaveText('Wati Lestari');
    },
  ],
  [
    'reminders of an invitation',
    '#/pengingat',
    async (page) => {
      await expect(page.locator('[data-reminder="answer"]')).toHaveCount(1);
      await expect(page.locator('[data-reminder="answer"]')).toContainText('Belum dijawab');
    },
  ],
  [
    'who was at a meeting, and its officers',
    `#/catatan/${id('N1')}`,
    async (page) => {
      await expect(page.locator('[data-tally]')).toHaveText('1 hadir · 1 belum');
      await expect(page.locator('dd', { hasText: 'Wati' })).toHaveText([
        'Wati Lestari',
        'Wati Lestari',
      ]);
    },
  ],
  [
    'an entry',
    `#/pendampingan/${VILLAGE}/${YEAR}/${id('L1')}`,
    async (page) => {
      await expect(page.locator('dd', { hasText: 'Wati' })).toHaveText([
        'Wati Lestari',
        'Wati Lestari',
      ]);
    },
  ],
  [
    'the page of a village: its people, its posts, and who mentored there',
    `#/desa/${VILLAGE}`,
    async (page) => {
      await expect(page.locator('a.item', { hasText: 'Wati' })).toHaveCount(1);
      await expect(page.locator('dd', { hasText: 'Wati' })).toHaveText(['Wati Lestari']);
      await page.getByRole('button', { name: 'Siskeudes' }).click();
      await expect(page.getByRole('list', { name: 'Siskeudes' })).toHaveText(/^[^.]*2 kali/);
    },
  ],
  [
    'the page of a person: what they did, attended, held, and their grades',
    `#/anggota/${WATI}`,
    async (page) => {
      await expect(page.getByRole('heading', { name: 'Kehadiran · 2' })).toBeVisible();
      await expect(page.getByRole('heading', { name: 'Didampingi · 2' })).toBeVisible();
      await expect(page.getByRole('link', { name: /Penilaian/ })).toHaveCount(2);
    },
  ],
  [
    'posts: two who name one person agree',
    `#/pejabat/${VILLAGE}`,
    async (page) => {
      const post = page.getByRole('region', { name: 'Kaur Keuangan' });
      await expect(post.getByText('Wati Lestari')).toHaveCount(1);
    },
  ],
  [
    'problems: who can help',
    `#/masalah/${VILLAGE}/${id('P1')}`,
    async (page) => {
      const helper = page.locator('a.item', { hasText: 'Wati Lestari' });
      await expect(helper).toContainText('dinilai bisa membimbing');
    },
  ],
  [
    'the list of assessments',
    '#/penilaian',
    async (page) => {
      const row = page.locator('[data-rows="begun"] a.item');
      await expect(row).toHaveCount(1);
      await expect(row).toContainText('Wati Lestari');
      await expect(row).toContainText('1 penilai');
    },
  ],
  [
    'an assessment, side by side',
    `#/penilaian/${WATI}/${YEAR}`,
    async (page) => {
      // What is written with either card of the assessor stands in one column.
      await expect(page.locator('[data-competence="K1"] [data-by]')).toHaveCount(2);
      await expect(page.locator('[data-competence="K2"] [data-agreed]')).toContainText('Mandiri');
    },
  ],
];

test('whoever has two cards is one person wherever they are named', async ({ relay, siti }) => {
  const { page } = siti;
  const me = await memberOf(page);
  await relay.stop();
  await plant(page, documents(me));
  for (const [what, place, check] of PLACES)
    await test.step(what, async () => {
      await siti.go(place);
      await expect(page.getByRole('main')).toBeVisible();
      await check(page);
    });
});

test('names in minutes are those of the card that stays, until the cards are separated', async ({
  siti,
}) => {
  const { page } = siti;
  const card = async (name: string) => {
    await siti.go('#/anggota');
    await page.getByRole('button', { name: 'Tambah anggota' }).click();
    await siti.fill('Nama lengkap', name);
    await siti.fill('Nomor WhatsApp', '081234567890');
    await siti.done();
    return siti.place;
  };
  await card('Wati Lestari');
  const second = await card('Bu Wati');
  await siti.beginMinutes('Rapat rutin');
  await page.getByText('Petugas').click();
  await page.getByRole('button', { name: /^Pemimpin rapat/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('radio', { name: /Bu Wati/ })
    .click();
  await siti.done();
  const note = siti.place;
  const chair = page.locator('dd', { hasText: 'Wati' });
  await expect(chair).toHaveText(['Bu Wati']);

  await siti.go('#/anggota');
  await page.getByRole('link', { name: 'Bandingkan' }).click();
  await page.getByRole('button', { name: 'Pakai kartu ini: Wati Lestari' }).click();
  await expect(page.getByText('Kartu yang digabung ke sini')).toBeVisible();
  await siti.go(note);
  await expect(chair).toHaveText(['Wati Lestari']);
  await siti.edit();
  // Who is picked is the one who stays, and nobody twice.
  await page.getByText('Petugas').click();
  await page.getByRole('button', { name: /^Pemimpin rapat/ }).click();
  await expect(page.getByRole('radio', { name: /Wati/ })).toHaveCount(1);
  await expect(page.getByRole('radio', { name: /Wati Lestari/ })).toBeChecked();
  await page.keyboard.press('Escape');
  await siti.done();

  await siti.go(second);
  await page.getByRole('button', { name: 'Pisahkan lagi' }).click();
  await siti.go(note);
  await expect(chair).toHaveText(['Bu Wati']);
});
