import { expect, test, type Browser, type Page } from '../../web/e2e.ts';
import {
  at,
  begun,
  documents,
  importing,
  locked,
  OTHER_PLACES,
  sheets,
  type Screen,
} from './dress.ts';
import { axeFinds, coveredAtTheEnd, faultsOf, lasting } from './measure.ts';
import { Phone } from './phone.ts';
import { Relay } from './relay.ts';
import { look, PLACES, SIGHTS, type Sight } from './screens.ts';

const LONG_NAME = 'Hj. Siti Rahayu Kusumaningtyas Wirjosoedirdjo Hadiningrat';
const ALL_SIGHTS = Object.keys(SIGHTS) as Sight[];
/** As the app that somebody opened the invitation in calls itself. */
const IN_WHATSAPP =
  'Mozilla/5.0 (Linux; Android 13; SM-A045F; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36';

type Faults = Record<string, string[]>;

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
  for (const sight of ALL_SIGHTS) await laidOut(page, sight, name, faults);
  await look(page, 'phone');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // What is not of a colour is the same in both.
    const found = await lasting(() => axeFinds(page, colorScheme === 'dark'));
    if (found.length > 0) faults[`${colorScheme}, ${name}`] = found;
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

async function laidOut(page: Page, sight: Sight, name: string, faults: Faults): Promise<void> {
  await look(page, sight);
  await page.evaluate(() => scrollTo(0, 0));
  const found = await lasting(() => faultsOf(page));
  if (found.length > 0) faults[`${sight}, ${name}`] = found;
  if ((await page.getByRole('dialog').count()) > 0) return;
  const covered = await lasting(() => coveredAtTheEnd(page));
  if (covered.length > 0) faults[`${sight}, end of ${name}`] = covered;
}

/** A sheet that is open makes what is below it inert. */
async function leave(page: Page): Promise<void> {
  if ((await page.getByRole('dialog').count()) === 0) return;
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}
