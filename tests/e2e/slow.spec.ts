import { expect, type Browser } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { Proxy, type Way } from './proxy.ts';
import { test } from './two-phones.ts';

/** EDGE at the edge of the village. */
const SLOW: Way = { bytesPerS: 2_000, cutMs: 20_000 };
/** What may be paid for each byte of content on a quick and whole way. */
const PACKED_MAX = 1.15;
/** And on a slow one for each byte of that which goes up: every piece goes alone, with a request of its own. */
const ALONE_MAX = 1.08;
/** What one cut may cost: a piece of 8 KiB that was nearly there, and the requests that begin anew. */
const CUT_BYTES_MAX = 9_500;
/** Of 64 letters, so that a byte holds six bits of it whatever packs it. */
const LETTERS = 90_000;
const CONTENT_BYTES = (LETTERS * 6) / 8;
const DOORS = [
  ['the live link', {}],
  ['the other door', { noUpgrades: true }],
] as const;
/** Content, the bytes around it and pauses after cuts at this speed. */
const PATIENCE_MS = 180_000;

/** Letters that no packing makes fewer. */
function letters(count: number, seed: number): string {
  const all = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return all[state >>> 26];
  }).join('');
}

async function writeNote(phone: Phone, text: string): Promise<void> {
  await phone.beginNote('Tulisan panjang');
  await phone.fill('Isi', text);
}

async function newPhone(browser: Browser, proxy: Proxy, by: Phone) {
  const context = await browser.newContext();
  const phone = new Phone(await context.newPage(), by.relay, proxy.origin);
  return { phone, end: () => context.close() };
}

for (const [door, how] of DOORS) {
  test(`a long text goes up through ${door} at 2 kB/s with a cut every 20 s, and is paid once`, async ({
    relay,
    siti,
    browser,
  }) => {
    test.setTimeout(PATIENCE_MS + 60_000);
    const proxy = await Proxy.to(relay.port);
    // Each by a phone that knows no other link.
    const paidOn = async (way: Way, name: string) => {
      proxy.become({ ...how });
      const { phone, end } = await newPhone(browser, proxy, siti);
      await phone.join('organiser', name);
      proxy.become({ ...way, ...how });
      await writeNote(phone, letters(LETTERS, name.length));
      await expect(phone.tick()).toHaveAttribute('data-tick', /relay|all/, {
        timeout: PATIENCE_MS,
      });
      await end();
      return proxy.up;
    };
    const once = await paidOn({}, 'Wiji Lestari');
    expect(once / CONTENT_BYTES).toBeGreaterThan(1);
    expect(once / CONTENT_BYTES).toBeLessThan(PACKED_MAX);
    const paid = await paidOn(SLOW, 'Teguh Wibowo II');
    expect(proxy.cuts).toBeGreaterThan(0);
    const { cuts } = proxy;
    console.log(`paid ${(paid / once).toFixed(2)} of what it costs without ${cuts} cuts`);
    expect(paid).toBeLessThan(once * ALONE_MAX + cuts * CUT_BYTES_MAX);
    proxy.end();
  });

  test(`a long text comes down to a new phone through ${door} in the same way`, async ({
    relay,
    siti,
    browser,
  }) => {
    test.setTimeout(PATIENCE_MS + 60_000);
    const text = letters(LETTERS, 1);
    await writeNote(siti, text);
    await siti.done();
    await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
    const proxy = await Proxy.to(relay.port);
    proxy.become({ ...SLOW, ...how });
    const { phone, end } = await newPhone(browser, proxy, siti);
    await phone.page.goto(relay.invite('viewer').replace(relay.origin, proxy.origin));
    await phone.page.getByRole('button', { name: 'Gabung' }).click();
    await expect(phone.page.getByRole('heading', { name: 'Paguyuban Uji' })).toBeVisible();
    await phone.go('#/catatan');
    await expect
      .poll(() => phone.page.locator('[data-status="good"]').count(), { timeout: PATIENCE_MS })
      .toBe(1);
    expect(proxy.cuts).toBeGreaterThan(0);
    expect(proxy.down).toBeGreaterThan(CONTENT_BYTES);
    const { cuts } = proxy;
    console.log(`paid ${(proxy.down / CONTENT_BYTES).toFixed(2)} of it, with ${cuts} cuts`);
    expect(proxy.down).toBeLessThan(CONTENT_BYTES * PACKED_MAX + cuts * CUT_BYTES_MAX);
    await phone.page.getByText('Tulisan panjang').click();
    await expect(phone.page.getByText(text.slice(-60))).toBeVisible();
    await end();
    proxy.end();
  });
}
