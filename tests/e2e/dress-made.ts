import { expect } from '../../web/e2e.ts';
import { EVENT, leads, type Screen } from './dress.ts';
import type { Phone } from './phone.ts';
import { add, photos } from './photos.ts';

const PDF = {
  name: 'Daftar hadir musyawarah desa perencanaan pembangunan tahun anggaran 2027.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(4_000, 'keputusan ')]),
};

/** What an organiser has made of the page of feeds, and what somebody says of themself. */
export const made: Screen[] = [
  {
    name: 'own assessment as a form',
    reach: async (phone) => {
      const main = phone.page.getByRole('main');
      await phone.go('#/penilaian');
      await main.getByRole('link', { name: /Siti Rahayu/ }).click();
      await phone.page.getByRole('link', { name: 'Ubah', exact: true }).click();
      await expect(main.locator('[data-competence]').first()).toBeVisible();
    },
  },
  {
    name: 'the form of a feed, with what is missing',
    reach: async (phone) => {
      await phone.go('#/umpan');
      await phone.page.getByRole('button', { name: 'Tambah umpan', exact: true }).click();
      const form = phone.page.getByRole('form', { name: 'Tambah umpan' });
      await form.getByRole('button', { name: 'Buat umpan' }).click();
      await expect(form.getByText('Pilih paling sedikit satu tabel.')).toBeVisible();
      await form.getByRole('checkbox', { name: 'Pendampingan', exact: true }).check();
      await form.getByRole('checkbox', { name: 'Sertakan nama orang', exact: true }).check();
      await expect(form.getByText(/Dengan nama orang: mentor_names/)).toBeVisible();
    },
  },
  {
    name: 'a feed that was made',
    reach: async ({ page }) => {
      const form = page.getByRole('form', { name: 'Tambah umpan' });
      await form.getByLabel('Nama umpan', { exact: true }).fill('Rekap kecamatan');
      await form.getByRole('button', { name: 'Buat umpan' }).click();
      await expect(page.locator('[data-address="entries"]')).toBeVisible();
    },
  },
  {
    name: 'a feed in the list',
    reach: async ({ page }) => {
      await page.getByRole('button', { name: 'Selesai', exact: true }).click();
      await expect(page.locator('[data-feed="open"]')).toBeVisible();
    },
  },
  {
    name: 'a feed that is to end',
    reach: async ({ page }) => {
      await page.getByRole('button', { name: 'Akhiri umpan Rekap kecamatan' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
];

/** Documents that files are attached to, and a file for itself. */
export async function attached(phone: Phone): Promise<Screen[]> {
  const village = await leads(phone, '#/pendampingan', /^#\/pendampingan\/[^/]+\/\d{4}$/);
  const entry = await leads(phone, village, /^#\/pendampingan\/[^/]+\/\d{4}\/[^/]+$/);
  const event = await leads(phone, ...EVENT);
  const [photo] = await photos(phone.page, 1, [400, 300]);
  const adds = (place: string): Screen => ({
    name: `${place}, to which a photo and a file were added`,
    reach: async ({ page }) => {
      await phone.go(place);
      await add(page, photo ? [photo] : []);
      await add(page, [PDF], 'Tambah berkas (PDF)');
      await expect(page.locator('[data-file]')).toHaveCount(2);
    },
  });
  const read = (place: string): Screen => ({
    name: `${place}, with a photo and a file`,
    reach: async ({ page }) => {
      await phone.go(place);
      await expect(page.locator('[data-file]')).toHaveCount(2);
    },
  });
  return [
    // To an entry they are added where it is written, to an event where it is read.
    adds(`${entry}/ubah`),
    read(entry),
    adds(event),
    {
      name: 'what is done with a photo',
      reach: async ({ page }) => {
        await page.getByRole('button', { name: 'Lainnya: Foto 1' }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
      },
    },
    {
      name: 'a photo for itself',
      reach: async ({ page }) => {
        await page.getByRole('button', { name: 'Buka Foto 1' }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
      },
    },
  ];
}
