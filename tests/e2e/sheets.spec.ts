import { expect, test as base, type Page } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { Relay } from './relay.ts';
import { faultsOnPaper, headsComeAgain, printed } from './sheets.ts';

const SIZES = { a4: [210, 297], f4: [215, 330] } as const;
const LETTERHEAD = 'PAGUYUBAN SEKRETARIS DESA UJI';

const test = base.extend<{ siti: Phone }>({
  siti: async ({ browser }, use) => {
    const relay = await Relay.start({ demo: true });
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    const phone = new Phone(await context.newPage(), relay);
    await phone.join('organiser', 'Siti Rahayu');
    await phone.go('#/pengaturan/forum/ubah');
    await phone.fill('Kop surat, baris 1', LETTERHEAD);
    await phone.done();
    await use(phone);
    await context.close();
    await relay.end();
  },
});

interface Print {
  place: string;
  /** The sheets have numbers; a letter of its own has none. */
  numbered?: false;
  /** How often the letterhead stands on it: once, for each of the letters, or not at all. */
  letterheads?: 'each' | 'none';
  sheets?: number;
}

/** Prints it on both papers and says what is wrong with it. */
async function faultsOf(siti: Phone, print: Print): Promise<Record<string, string[]>> {
  const { page } = siti;
  const { place, numbered = true, letterheads = 'once' } = print;
  const faults: Record<string, string[]> = {};
  await siti.go(place);
  await expect(page.locator('.paper')).toBeVisible();
  await expect(page.locator('.paper .waits')).toHaveCount(0);
  await headsComeAgain(page);
  for (const [name, [width, height]] of Object.entries(SIZES)) {
    await page.getByLabel('Ukuran kertas', { exact: true }).selectOption(name);
    const sheets = await printed(page);
    const found = await faultsOnPaper(page, sheets, { size: [width, height], numbered });
    const heads = sheets.map(({ text }) => text.split(LETTERHEAD).length - 1);
    const wanted = sheets.map((_, at) =>
      letterheads === 'each' ? 1 : letterheads === 'none' ? 0 : at === 0 ? 1 : 0,
    );
    if (heads.join() !== wanted.join()) found.push(`letterheads: ${heads.join()}`);
    if (print.sheets && sheets.length !== print.sheets) found.push(`${sheets.length} sheets`);
    if (found.length > 0) faults[`${place} ${name}`] = found;
  }
  return faults;
}

/** The first address of these that a page leads to. */
async function leads(page: Page, to: RegExp): Promise<string> {
  const links = page.locator('main a[href]');
  const all = () => links.evaluateAll((found) => found.map((one) => one.getAttribute('href')));
  await expect.poll(async () => (await all()).find((one) => to.test(one ?? ''))).toBeDefined();
  return (await all()).find((one) => to.test(one ?? '')) ?? '';
}

test('whatever is printed is whole on A4 and on F4, sheet by sheet', async ({ siti }) => {
  const { page } = siti;
  await siti.go('#/cetak');
  const minutes = await leads(page, /^#\/cetak\/notulensi\/./);
  await siti.go('#/kegiatan');
  const event = (await leads(page, /^#\/kegiatan\/./)).replace('#/kegiatan/', 'event~');
  await siti.go('#/anggota');
  const card = (await leads(page, /^#\/anggota\/./)).replace('#/anggota/', 'member~');
  const prints: Print[] = [
    { place: minutes },
    { place: minutes.replace('notulensi', 'hadir') },
    { place: '#/cetak/hadir' },
    { place: `#/cetak/hadir/${event}` },
    { place: `#/cetak/undangan/${event}`, numbered: false, letterheads: 'each' },
    { place: `#/cetak/kartu/${card}` },
    { place: '#/cetak/desa/33.02.19.2006' },
    { place: '#/cetak/keputusan' },
    { place: '#/panduan', numbered: false, letterheads: 'none', sheets: 1 },
  ];
  const faults: Record<string, string[]> = {};
  for (const print of prints)
    await test.step(print.place, async () => Object.assign(faults, await faultsOf(siti, print)));
  expect(faults).toEqual({});
});

test('so is every report, also the one of what villages owe', async ({ siti }) => {
  const { page } = siti;
  await siti.go('#/laporan');
  const links = page.locator('main .list a[href^="#/laporan/"]');
  await expect(links.first()).toBeVisible();
  const names = await links.evaluateAll((all) =>
    all.map((one) => one.getAttribute('href')?.split('/')[2] ?? ''),
  );
  expect(names.length).toBeGreaterThan(10);
  const faults: Record<string, string[]> = {};
  for (const name of names) {
    const period = name === 'bulanan' || name === 'kewajiban' ? '2026-10' : '2026';
    const place = `#/laporan/${name}/${period}//cetak`;
    await test.step(place, async () =>
      Object.assign(
        faults,
        await faultsOf(siti, { place, ...(name === 'bulanan' && { sheets: 1 }) }),
      ),
    );
  }
  expect(faults).toEqual({});
});
