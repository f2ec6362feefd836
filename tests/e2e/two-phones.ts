import { test as base, type BrowserContext } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { Relay } from './relay.ts';

interface District {
  relay: Relay;
  siti: Phone;
  budi: Phone;
}

/** A relay and two phones that have joined it: an organiser's and a member's. */
export const test = base.extend<District>({
  relay: async ({}, use) => {
    const relay = await Relay.start();
    await use(relay);
    await relay.end();
  },
  siti: async ({ browser, relay }, use) => {
    const context = await browser.newContext();
    await use(await joined(context, relay, 'Siti Rahayu'));
    await context.close();
  },
  budi: async ({ browser, relay }, use) => {
    const context = await browser.newContext();
    await use(await joined(context, relay, 'Budi Santosa'));
    await context.close();
  },
});

async function joined(context: BrowserContext, relay: Relay, name: string): Promise<Phone> {
  const phone = new Phone(await context.newPage(), relay);
  await phone.join('organiser', name);
  return phone;
}
