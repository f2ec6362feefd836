import { expect, type Browser, type Page } from '../../web/e2e.ts';
import { disagreements } from './dress-apart.ts';
import { attached, made } from './dress-made.ts';
import {
  at,
  begun,
  documents,
  EVENT,
  importing,
  laidOut,
  leads,
  leave,
  locked,
  OTHER_PLACES,
  papers,
  settled,
  sheets,
  type Faults,
  type Screen,
} from './dress.ts';
import { axeFinds, lasting } from './measure.ts';
import { deviceOf, handIn, packetOf } from './packets.ts';
import { Phone } from './phone.ts';
import { Relay } from './relay.ts';
import { look, PLACES, SIGHTS, type Sight } from './screens.ts';
import { test } from './two-phones.ts';

const LONG_NAME = 'Hj. Siti Rahayu Kusumaningtyas Wirjosoedirdjo Hadiningrat';
const ALL_SIGHTS = Object.keys(SIGHTS) as Sight[];
/** As the app that somebody opened the invitation in calls itself. */
const IN_WHATSAPP =
  'Mozilla/5.0 (Linux; Android 13; SM-A045F; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36';

/** Where everybody comes by, and what looks different by who may do what. */
const MAIN_PLACES = [
  ...['#/', '#/anggota', '#/pendampingan', '#/catatan', '#/kegiatan', '#/masalah'],
  ...['#/desa/33.02.19.2006', '#/ringkasan', '#/pengingat', '#/lainnya', '#/pengurus'],
];

async function aDocumentOf(phone: Phone): Promise<Screen[]> {
  return [
    at(await leads(phone, '#/catatan', /^#\/catatan\/[^/]+$/)),
    at(await leads(phone, ...EVENT)),
  ];
}

function halfOf(screens: Screen[], half: 0 | 1): Screen[] {
  const middle = Math.ceil(screens.length / 2);
  return half === 0 ? screens.slice(0, middle) : screens.slice(middle);
}

/**
 * Every screen there is, in groups that are looked at beside each other. A screen that was never reached is no
 * screen that is clean: each says itself when it is there.
 */
const GROUPS: Record<string, (phone: Phone) => Screen[] | Promise<Screen[]>> = {
  'pages, first half': () => halfOf([...PLACES, ...OTHER_PLACES].map(at), 0),
  'pages, second half': () => halfOf([...PLACES, ...OTHER_PLACES].map(at), 1),
  'documents, first half': async (phone) => halfOf(await documents(phone), 0),
  'documents, second half': async (phone) => halfOf(await documents(phone), 1),
  'paper and history': papers,
  'what hangs on a document': attached,
  'a feed, and what somebody says of themself': () => made,
  'what opens over a page': () => sheets,
  'what somebody has begun': () => begun,
  'files that are taken in': () => importing,
  'a phone with a PIN': () => locked,
};

for (const [name, screens] of Object.entries(GROUPS))
  test(`whole, free and clean in light and dark: ${name}`, async ({ browser }) => {
    test.slow();
    await withYear(browser, async (phone) => {
      const faults: Faults = {};
      for (const screen of await screens(phone)) {
        await look(phone.page, 'phone');
        await screen.reach(phone);
        await dressed(phone.page, screen.name, faults);
        await leave(phone.page);
      }
      expect(faults).toEqual({});
    });
  });

test('whole, free and clean in light and dark: what is held and handed in', async ({
  relay,
  siti,
  budi,
}) => {
  test.slow();
  const faults: Faults = {};
  const device = await deviceOf(budi.page);
  relay.run('device', 'revoke', '--data', relay.data, '--forum', relay.forum, '--device', device);
  await budi.go('#/sinkron');
  await expect(budi.page.getByText('HP ini sudah dikeluarkan dari paguyuban.')).toBeVisible();
  await dressed(budi.page, 'a phone that was shut out', faults);
  await budi.beginNote('Rapat tanpa sinyal di balai desa bersama para perangkat');
  await budi.fill('Isi', 'Ditulis sesudah dikeluarkan.');
  await budi.done();
  await expect(budi.tick()).toHaveAttribute('data-tick', 'refused');
  await dressed(budi.page, 'a note that was refused', faults);
  await budi.go('#/tertahan');
  await expect(budi.page.getByText('Rapat tanpa sinyal')).toBeVisible();
  await dressed(budi.page, 'what is held', faults);
  const packet = await packetOf(budi);
  await dressed(budi.page, 'what is held, in a packet', faults);

  await handIn(siti, packet.slice(0, 200));
  await expect(siti.page.getByRole('main').getByRole('alert')).toBeVisible();
  await dressed(siti.page, 'a packet that is damaged', faults);
  await handIn(siti, packet);
  await expect(siti.page.getByText('Dari Budi Santosa')).toBeVisible();
  await dressed(siti.page, 'a packet', faults);
  await siti.page.getByRole('button', { name: 'Terima', exact: true }).click();
  await expect(siti.page.getByText('1 dokumen diterima kecamatan.')).toBeVisible();
  await dressed(siti.page, 'a packet that was taken in', faults);
  expect(faults).toEqual({});
});

test('whole, free and clean in light and dark: what two disagree about', async ({
  relay,
  siti,
  budi,
}) => {
  test.slow();
  const faults: Faults = {};
  for (const screen of await disagreements({ relay, siti, budi, reader: budi })) {
    await screen.reach(budi);
    await dressed(budi.page, screen.name, faults);
  }
  expect(faults).toEqual({});
});

test('what others than an organiser see is whole and clean where it is small and dark', async ({
  browser,
}) => {
  test.slow();
  const relay = await Relay.start({ demo: true });
  const faults: Faults = {};
  for (const role of ['member', 'viewer', 'supervisor'] as const) {
    const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: 'dark' });
    const phone = new Phone(await context.newPage(), relay);
    await phone.join(role, LONG_NAME);
    for (const { name, reach } of [...MAIN_PLACES.map(at), ...(await aDocumentOf(phone))]) {
      await reach(phone);
      await settled(phone.page);
      await laidOut(phone.page, 'small', `${name} of a ${role}`, faults);
      const found = await lasting(() => axeFinds(phone.page));
      if (found.length > 0) faults[`dark, ${name} of a ${role}`] = found;
    }
    await context.close();
  }
  expect(faults).toEqual({});
  await relay.end();
});

test('whole, free and clean in light and dark: coming in', async ({ browser }) => {
  const relay = await Relay.start({ empty: true });
  const faults: Faults = {};
  for (const userAgent of [undefined, IN_WHATSAPP]) {
    const context = await browser.newContext({
      reducedMotion: 'reduce',
      ...(userAgent && { userAgent }),
    });
    const page = await context.newPage();
    const screen = async (name: string, place: string) => {
      await page.goto(place);
      await expect(page.getByRole('main')).toBeVisible();
      await dressed(page, `${name}${userAgent ? ' in another app' : ''}`, faults);
    };
    await screen('without an invitation', relay.origin);
    await screen('with half an invitation', `${relay.origin}/#gabung=12ab`);
    await screen('with an invitation', relay.invite('organiser'));
    if (!userAgent) {
      await page.getByRole('button', { name: 'Gabung' }).click();
      await expect(page.getByLabel('Nama lengkap')).toBeVisible();
      await dressed(page, 'a name is asked for', faults);
    }
    await context.close();
  }
  expect(faults).toEqual({});
  await relay.end();
});

/** An organiser's phone with a year of invented work on it. */
async function withYear(browser: Browser, work: (phone: Phone) => Promise<void>): Promise<void> {
  const relay = await Relay.start({ demo: true });
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const phone = new Phone(await context.newPage(), relay);
  await phone.join('organiser', LONG_NAME);
  await work(phone);
  await context.close();
  await relay.end();
}

/** Looks at the screen that is there in every size, and in both lights. */
async function dressed(page: Page, name: string, faults: Faults): Promise<void> {
  await settled(page);
  for (const sight of ALL_SIGHTS) await laidOut(page, sight, name, faults);
  await look(page, 'phone');
  // What is not of a colour is the same in both.
  await lit(page, 'light', () => axeFinds(page), name, faults);
  await lit(page, 'dark', () => axeFinds(page, true), name, faults);
  await page.emulateMedia({ colorScheme: 'light' });
}

async function lit(
  page: Page,
  colorScheme: 'light' | 'dark',
  find: () => Promise<string[]>,
  name: string,
  faults: Faults,
): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  const found = await lasting(find);
  if (found.length > 0) faults[`${colorScheme}, ${name}`] = found;
}
