import { expect } from '../../web/e2e.ts';
import type { Screen } from './dress.ts';
import type { Phone } from './phone.ts';
import type { Relay } from './relay.ts';

const VILLAGE = '33.02.19.2001';
const [WATI, SAME, AGUS] = ['Hj. Wati Wirjosoedirdjo', 'Bu Wati', 'Agus Priyono'] as const;
const NUMBER = '081234567890';
/** What the two write; whoever looks is told it in whole. */
const SAID = 'Rapat dimulai pukul sembilan. Semua hadir.';
const POINTS = [
  'Pembukaan oleh ketua paguyuban',
  'Pembukaan oleh camat atau yang mewakili',
] as const;
const LATER = [
  'Rapat dimulai pukul setengah sepuluh karena hujan deras di jalan. Semua hadir. Doa bersama.',
  'Rapat dimulai pukul sepuluh sesudah semua perangkat datang. Semua hadir.',
] as const;
const [ROOM, HALL] = ['Aula kecamatan', 'Pendopo dusun sebelah lapangan'] as const;
const [DISPUTED, APPROVED] = ['Rapat rutin dua orang', 'Musyawarah yang disahkan'] as const;

/** Everything that is typed here. */
export const TYPED_APART = [
  ...[WATI, SAME, AGUS, NUMBER, SAID, ...POINTS, ...LATER, ROOM, HALL, DISPUTED, APPROVED],
  ...['Pembukaan', 'Pak Agus'],
  // A sentence stands alone where it is doubted.
  ...[SAID, ...LATER].flatMap((text) => text.split(/(?<=\.) /)),
];

/** An organiser whose own screen nobody looks at, and one more beside them; `reader` may be one of the two. */
export interface Apart {
  relay: Relay;
  siti: Phone;
  budi: Phone;
  reader: Phone;
}

/** What two people disagree about who wrote without knowing of each other, as `reader` is asked. */
export async function disagreements({ relay, siti, budi, reader }: Apart): Promise<Screen[]> {
  const [wati, same, agus] = [
    await card(siti, WATI),
    await card(siti, SAME),
    await card(siti, AGUS),
  ];
  const disputed = await minutes(siti, DISPUTED);
  const approved = await minutes(siti, APPROVED);
  await siti.caughtUp();
  for (const [place, said] of [
    [agus, AGUS],
    [approved, ROOM],
    [disputed, SAID],
  ] as const)
    for (const phone of new Set([budi, reader])) {
      await phone.go(place);
      await expect(phone.page.getByRole('main')).toContainText(said);
    }
  // What is not read before is told as new in whole.
  for (const phone of new Set([budi, reader])) await phone.go('#/catatan');

  await relay.stop();
  await siti.go(approved);
  await siti.page.getByRole('button', { name: 'Sahkan notulensi' }).click();
  await expect(siti.page.getByRole('region', { name: 'Pengesahan' })).toContainText('Disahkan');
  await siti.go(`${agus}/ubah`);
  await siti.page.getByRole('button', { name: 'Arsipkan' }).click();
  await siti.page.getByRole('group').getByRole('button', { name: 'Arsipkan' }).click();
  await budi.go(`${agus}/ubah`);
  await budi.fill('Panggilan', 'Pak Agus');
  await budi.done();
  await budi.go(`${approved}/ubah`);
  await budi.fill('Tempat', HALL);
  await budi.done();
  for (const [at, phone, holder] of [
    [0, siti, WATI],
    [1, budi, SAME],
  ] as const) {
    await phone.go(`${disputed}/ubah`);
    await point(phone, POINTS[at], LATER[at]);
    await holds(phone, holder);
  }
  await relay.start();
  for (const phone of [siti, budi]) await phone.syncNow();
  for (const phone of [siti, budi, reader]) await phone.caughtUp();

  const id = (place: string) => place.split('/').at(-1) ?? '';
  const asked = (place: string, ...marks: string[]): Screen => ({
    name: place,
    reach: async (phone) => {
      await phone.go(place);
      for (const mark of marks) await expect(phone.page.locator(mark).first()).toBeVisible();
    },
  });
  return [
    asked(disputed, 'main .conflict', 'main .doubt', 'main mark[data-open]', 'main [data-new]'),
    asked(`${disputed}/ubah`, 'main [data-undecided]'),
    asked(agus, 'main .notice .chips button'),
    asked(approved, '[data-changed] del', '[data-changed] ins'),
    asked(`#/pejabat/${VILLAGE}`, 'main .notice .row button'),
    asked(`#/orang-sama/${id(wati)}/${id(same)}`, 'main .faces ~ button'),
    asked('#/catatan', 'main [data-disputed]'),
    asked('#/', '[data-section="unresolved"]', '[data-section="decisions"]'),
  ];
}

async function card(phone: Phone, name: string): Promise<string> {
  await phone.go('#/anggota');
  await phone.page.getByRole('button', { name: 'Tambah anggota' }).click();
  await phone.fill('Nama lengkap', name);
  if (name !== AGUS) await phone.fill('Nomor WhatsApp', NUMBER);
  await phone.done();
  return phone.place;
}

async function minutes(phone: Phone, title: string): Promise<string> {
  await phone.beginMinutes(title);
  await phone.fill('Tempat', ROOM);
  await phone.page.getByRole('button', { name: 'Tambah mata acara' }).click();
  await point(phone, 'Pembukaan', SAID);
  return phone.place;
}

/** Writes the only point of the minutes whose form is open, and leaves them. */
async function point(phone: Phone, title: string, said: string): Promise<void> {
  const record = phone.page.locator('[data-record]').first();
  await record.getByLabel('Judul').fill(title);
  await record.getByLabel('Pembahasan').fill(said);
  await record.getByLabel('Pembahasan').blur();
  await phone.done();
}

/** Writes down who holds a post of which nobody else says anything. */
async function holds(phone: Phone, name: string): Promise<void> {
  const { page } = phone;
  await phone.go(`#/pejabat/${VILLAGE}`);
  await page.getByRole('button', { name: 'Catat pejabat: Kasi Pelayanan' }).click();
  await page.getByRole('button', { name: /^Siapa pejabatnya/ }).click();
  await page.getByRole('radio', { name: new RegExp(name) }).click();
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(page.getByRole('link', { name: new RegExp(name) })).toBeVisible();
}
