import { join } from 'node:path';
import { expect, type Page } from '../../web/e2e.ts';
import { coveredAtTheEnd, faultsOf, lasting } from './measure.ts';
import { typePin, type Phone } from './phone.ts';
import { documentPages, look, menuPages, PLACES, type Sight } from './screens.ts';

/** What still changes for longer than this does so for ever, as a clock does. */
const CALM_MAX_MS = 3_000;
/** Nothing has changed for so long: what was to come has come. */
const CALM_MS = 120;

/** What is wrong, by the screen and how it was looked at. */
export type Faults = Record<string, string[]>;

/** A screen, and how a person comes to it. */
export interface Screen {
  name: string;
  reach: (phone: Phone) => Promise<void>;
}

export const at = (place: string): Screen => ({ name: place, reach: (phone) => phone.go(place) });

const VILLAGE = '33.02.19.2006';
const SAMPLES = join(import.meta.dirname, '../samples');
/** Files of which rows are taken in, and none. */
export const TAKEN_IN = join(SAMPLES, '04-google-sheets-jawaban.xlsx');
export const REFUSED = join(SAMPLES, '11-lama.xls');
export const PIN = '274913';

/** What has an address, and is no document's. */
export const OTHER_PLACES = [
  '#/cetak',
  '#/cetak/keputusan',
  '#/cetak/hadir',
  `#/cetak/desa/${VILLAGE}`,
  '#/tidak-ada',
];

/** Every report as paper; what it is on the screen is looked at in `reports.spec.ts`. */
async function reportPapers(phone: Phone): Promise<Screen[]> {
  await phone.go('#/laporan');
  const links = phone.page.locator('main .list a[href^="#/laporan/"]');
  await expect(links.first()).toBeVisible();
  const found = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  return found.map((report) => paper(`${report}/2026//cetak`));
}

/** A link that this list leads to. */
export async function leads(phone: Phone, list: string, to: RegExp): Promise<string> {
  await phone.go(list);
  const all = phone.page.locator('main a[href]');
  const found = async () =>
    (await all.evaluateAll((some) => some.map((one) => one.getAttribute('href') ?? ''))).find(
      (one) => to.test(one),
    ) ?? '';
  await expect.poll(found, list).not.toBe('');
  return found();
}

const MINUTES = ['#/', /^#\/catatan\/[^/]+$/] as const;
export const EVENT = ['#/kegiatan', /^#\/kegiatan\/[^/]+$/] as const;
const MEMBER = ['#/anggota', /^#\/anggota\/[^/]+$/] as const;

/** A document of each kind, for reading and as a form. */
export async function documents(phone: Phone): Promise<Screen[]> {
  const pages = new Set([...(await documentPages(phone)), ...(await menuPages(phone))]);
  const minutes = await leads(phone, ...MINUTES);
  const event = await leads(phone, ...EVENT);
  const problem = await leads(phone, `#/masalah/${VILLAGE}`, /^#\/masalah\/[^/]+\/[^/]+$/);
  const grades = await leads(phone, '#/penilaian', /^#\/penilaian\/[^/]+\/[^/]+(\/ubah)?$/);
  for (const page of [minutes, event, problem, grades.replace(/\/ubah$/, '')])
    pages.add(page).add(`${page}/ubah`);
  for (const part of ['keputusan', 'tindak-lanjut', 'hadir']) pages.add(`${minutes}/ubah/${part}`);
  for (const part of ['hadir', 'jawaban']) pages.add(`${event}/ubah/${part}`);
  return [...pages].filter((page) => !PLACES.includes(page)).map(at);
}

/** What is laid on paper, and how documents became what they are. */
export async function papers(phone: Phone): Promise<Screen[]> {
  const id = (page: string) => page.split('/')[2] ?? '';
  const minutes = `note~${id(await leads(phone, ...MINUTES))}`;
  const event = `event~${id(await leads(phone, ...EVENT))}`;
  const member = `member~${id(await leads(phone, ...MEMBER))}`;
  return [
    ...[minutes, event, member].map((doc) => past(`#/riwayat/${doc}`)),
    paper(`#/cetak/notulensi/${minutes}`),
    paper(`#/cetak/hadir/${minutes}`),
    paper(`#/cetak/hadir/${event}`),
    paper(`#/cetak/undangan/${event}`),
    paper(`#/cetak/kartu/${member}`),
    ...(await reportPapers(phone)),
  ];
}

/** What is laid on paper comes when it has been counted. */
function paper(place: string): Screen {
  return {
    name: place,
    reach: async (phone) => {
      await phone.go(place);
      await expect(phone.page.locator('.paper')).toBeVisible();
      await expect(phone.page.locator('.paper .waits')).toHaveCount(0);
    },
  };
}

function past(place: string): Screen {
  return {
    name: place,
    reach: async (phone) => {
      await phone.go(place);
      await expect(phone.page.locator('[data-change]').first()).toBeVisible();
    },
  };
}

/** What opens over a page, and the button that opens it; in `dictionary.spec.ts` a mark stands before its name. */
const SHEETS: [place: string, button: string | RegExp][] = [
  ['#/pendampingan', 'Catat pendampingan'],
  ['#/catatan', 'Catatan baru'],
  ['#/masalah', 'Catat masalah'],
  ['#/pejabat', 'Catat pejabat'],
  [`#/pejabat/${VILLAGE}`, /Ganti pejabat/],
  [`#/pejabat/${VILLAGE}`, /Akhiri masa jabatan/],
  ['#/tindak-lanjut/semua', /Ingatkan lewat WhatsApp/],
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
];

const stage = (page: Page, name: string) => page.locator(`main[data-stage="${name}"]`);

/** Taking a file in, stage by stage. */
export const importing: Screen[] = [
  {
    name: 'a file that is refused',
    reach: async (phone) => {
      await phone.go('#/impor');
      await give(phone.page, REFUSED);
      await expect(phone.page.getByRole('main').getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'the table of a file',
    reach: async ({ page }) => {
      await give(page, TAKEN_IN);
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
  await page.locator('main input[type="file"]').setInputFiles(file);
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
      await page.getByRole('button', { name: /Orang lain/ }).click();
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

/** Looks at how the screen that is there is laid out in this size. */
export async function laidOut(
  page: Page,
  sight: Sight,
  name: string,
  faults: Faults,
): Promise<void> {
  await look(page, sight);
  await page.evaluate(() => scrollTo(0, 0));
  const found = await lasting(() => faultsOf(page));
  if (found.length > 0) faults[`${sight}, ${name}`] = found;
  if ((await page.getByRole('dialog').count()) > 0) return;
  const covered = await lasting(() => coveredAtTheEnd(page));
  if (covered.length > 0) faults[`${sight}, end of ${name}`] = covered;
}

/** A sheet that is open makes what is below it inert. */
export async function leave(page: Page): Promise<void> {
  if ((await page.getByRole('dialog').count()) === 0) return;
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** Until what was to come has come: nothing changes any more. */
export function settled(page: Page): Promise<void> {
  return page.evaluate(
    ({ quiet, most }) =>
      new Promise<void>((done) => {
        const waits = () =>
          document.querySelector('main[aria-busy="true"], main [aria-busy="true"], .waits');
        const end = () => (waits() ? (last = setTimeout(end, quiet)) : done());
        let last = setTimeout(end, quiet);
        new MutationObserver(() => {
          clearTimeout(last);
          last = setTimeout(end, quiet);
        }).observe(document, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        });
        setTimeout(done, most);
      }),
    { quiet: CALM_MS, most: CALM_MAX_MS },
  );
}
