import { join } from 'node:path';
import { expect, type Page } from '../../web/e2e.ts';
import { typePin, type Phone } from './phone.ts';

/** A screen, and how a person comes to it. */
export interface Screen {
  name: string;
  reach: (phone: Phone) => Promise<void>;
}

export const at = (place: string): Screen => ({ name: place, reach: (phone) => phone.go(place) });

const VILLAGE = '33.02.19.2006';
const SAMPLES = join(import.meta.dirname, '../samples');
export const PIN = '274913';

/** What opens over a page, and the button that opens it. */
const SHEETS: [place: string, button: string | RegExp][] = [
  ['#/pendampingan', 'Catat pendampingan'],
  ['#/catatan', 'Catatan baru'],
  ['#/masalah', 'Catat masalah'],
  ['#/pejabat', 'Catat pejabat'],
  [`#/pejabat/${VILLAGE}`, /^Ganti pejabat/],
  [`#/pejabat/${VILLAGE}`, /^Akhiri masa jabatan/],
  ['#/tindak-lanjut/semua', /^Ingatkan lewat WhatsApp/],
  ['#/pendampingan-pribadi', 'Mulai dengan seseorang'],
  ['#/pengurus', 'Undang anggota'],
  ['#/pengurus', 'Ganti peran'],
  ['#/pengurus', /Terakhir tersambung/],
  ['#/pengaturan', 'Buat PIN'],
];

export const sheets: Screen[] = [
  ...SHEETS.map(([place, button]) => ({
    name: `${place}, ${String(button)}`,
    reach: async (phone: Phone) => {
      await phone.go(place);
      const opener = phone.page.getByRole('main').getByRole('button', { name: button }).first();
      await opener.click();
      await expect(phone.page.getByRole('dialog')).toBeVisible();
    },
  })),
  {
    name: 'help',
    reach: async (phone) => {
      await phone.go('#/catatan');
      await phone.page.getByRole('button', { name: 'Bantuan' }).click();
      await expect(phone.page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'an invitation that is made',
    reach: async (phone) => {
      const { page } = phone;
      await phone.go('#/pengurus');
      await page.getByRole('button', { name: 'Undang anggota' }).click();
      await page.getByRole('button', { name: 'Buat undangan' }).click();
      await expect(page.getByRole('img', { name: 'Kode QR undangan' })).toBeVisible();
    },
  },
  {
    name: 'erasing somebody',
    reach: async (phone) => {
      const { page } = phone;
      await phone.go('#/anggota');
      await page.locator('main .list a.item').nth(1).click();
      await page.getByRole('button', { name: 'Hapus data anggota' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'how it was before',
    reach: async (phone) => {
      const { page } = phone;
      await phone.go('#/anggota');
      await page.locator('main .list a.item').nth(1).click();
      await page.getByRole('link', { name: 'Riwayat' }).click();
      await page.locator('[data-change] button').first().click();
      await expect(page.getByRole('dialog').locator('.was').first()).toBeVisible();
    },
  },
];

async function find(phone: Phone, words: string): Promise<void> {
  await phone.go('#/cari');
  await phone.page.getByRole('searchbox').fill(words);
}

/** What stands there only once somebody has done something. */
export const begun: Screen[] = [
  {
    name: 'what was found',
    reach: async (phone) => {
      await find(phone, 'siskeudes');
      await expect(phone.page.locator('main .list a.item').first()).toBeVisible();
    },
  },
  {
    name: 'what was found, with filters',
    reach: async (phone) => {
      await find(phone, 'siskeudes');
      await phone.page.getByRole('button', { name: 'Saring' }).click();
      await phone.page.getByLabel('Belum diisi').selectOption({ index: 1 });
      await phone.page.getByLabel('Waktu').selectOption('own');
    },
  },
  {
    name: 'nothing found',
    reach: async (phone) => {
      await find(phone, 'xyzzy');
      await expect(phone.page.getByText('Tidak ada yang cocok')).toBeVisible();
    },
  },
  {
    name: 'a shared text',
    reach: async (phone) => {
      await phone.go('#/teks-dibagikan');
      const field = phone.page.getByRole('main').locator('textarea');
      await field.fill('Agenda rapat:\n1. Pembukaan\n2. Laporan kas\n3. Penutup');
      await expect(phone.page.getByRole('button', { name: /tindak lanjut/ })).toBeVisible();
    },
  },
  {
    name: 'minutes for organisers alone',
    reach: async (phone) => {
      await phone.go('#/catatan-pengurus');
      await phone.page.getByRole('button', { name: 'Catatan baru' }).click();
      await phone.page.getByRole('button', { name: 'Notulensi rapat' }).click();
      await phone.page.getByLabel('Judul').first().fill('Rapat tertutup');
    },
  },
  {
    name: 'between two',
    reach: async (phone) => {
      await phone.go('#/pendampingan-pribadi');
      await phone.page.getByRole('button', { name: 'Mulai dengan seseorang' }).click();
      await phone.page.getByRole('dialog').getByRole('radio').first().click();
      await expect(phone.page.getByRole('link', { name: 'Catat pertemuan' })).toBeVisible();
    },
  },
  {
    name: 'an entry between two',
    reach: async (phone) => {
      await phone.page.getByRole('link', { name: 'Catat pertemuan' }).click();
      await phone.page.getByLabel('Topik').fill('Beban kerja');
    },
  },
  {
    name: 'what one thinks of oneself',
    reach: async (phone) => {
      await phone.go('#/lainnya');
      await phone.page.getByRole('link', { name: 'Penilaian diri' }).click();
      await phone.page.locator('main').getByRole('link').first().click();
      await expect(phone.page.locator('[data-competence]').first()).toBeVisible();
    },
  },
];

const stage = (page: Page, name: string) => page.locator(`main[data-stage="${name}"]`);

/** Taking a file in, stage by stage. */
export const importing: Screen[] = [
  {
    name: 'a file that is refused',
    reach: async (phone) => {
      await phone.go('#/impor');
      await give(phone.page, '11-lama.xls');
      await expect(phone.page.getByRole('main').getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'the table of a file',
    reach: async ({ page }) => {
      await give(page, '04-google-sheets-jawaban.xlsx');
      await expect(stage(page, 'table')).toBeVisible();
    },
  },
  {
    name: 'the rows of a file',
    reach: async ({ page }) => {
      await page.getByRole('button', { name: 'Lihat hasilnya' }).click();
      await expect(stage(page, 'rows')).toBeVisible();
    },
  },
  {
    name: 'the rows that were taken in',
    reach: async ({ page }) => {
      await page.getByRole('button', { name: /Masukkan \d+ baris/ }).click();
      await expect(page.getByText(/baris sudah dimasukkan/)).toBeVisible();
    },
  },
];

async function give(page: Page, file: string): Promise<void> {
  await page.locator('main input[type="file"]').setInputFiles(join(SAMPLES, file));
}

/** A phone that asks who holds it. */
export const locked: Screen[] = [
  {
    name: 'an invitation on a phone that has joined',
    reach: async (phone) => {
      await phone.page.goto(phone.relay.invite('member'));
      await expect(phone.page.getByText('Undangan ini untuk siapa?')).toBeVisible();
    },
  },
  {
    name: 'somebody else on this phone',
    reach: async ({ page }) => {
      await page.getByRole('button', { name: /^Orang lain/ }).click();
      await expect(page.getByLabel('Nama Anda')).toBeVisible();
    },
  },
  {
    name: 'a PIN is asked for',
    reach: async (phone) => {
      await phone.page.goto(phone.relay.origin);
      await phone.caughtUp();
      await phone.setPin(PIN);
    },
  },
  {
    name: 'a wrong PIN',
    reach: async ({ page }) => {
      await page.getByText('Lupa PIN?').click();
      await typePin(page, '111111');
      await expect(page.getByText('PIN salah')).toBeVisible();
    },
  },
];
