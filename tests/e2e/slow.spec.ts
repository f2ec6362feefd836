import { expect, type Browser } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { Proxy, type Way } from './proxy.ts';
import { test } from './two-phones.ts';

/** EDGE at the edge of the village. */
const SLOW: Way = { bytesPerS: 2_000, cutMs: 20_000 };
/** What may be paid for each byte of content. */
const PAID_MAX = 1.3;
/**
 * Of 64 letters, so that a byte holds six bits of it whatever packs it. A cut costs up to a piece of 8 KiB, so it takes
 * some pieces to say what is paid.
 */
const LETTERS = 90_000;
const CONTENT_BYTES = (LETTERS * 6) / 8;
const DOORS = [
  ['the live link', {}],
  ['the other door', { noUpgrades: true }],
] as const;
/** Content, the bytes around it and pauses after cuts at this speed. */
const PATIENCE_MS = 180_000;

/** Letters that no packing makes fewer. */
function letters(count: number): string {
  const all = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  let state = 12_345;
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
    proxy.become({ ...how });
    const { phone, end } = await newPhone(browser, proxy, siti);
    await phone.join('organiser', 'Teguh Wibowo');
    // What is paid is counted from here on.
    proxy.become({ ...SLOW, ...how });
    await writeNote(phone, letters(LETTERS));
    await expect(phone.tick()).toHaveAttribute('data-tick', /relay|all/, { timeout: PATIENCE_MS });
    expect(proxy.cuts).toBeGreaterThan(0);
    const paid = proxy.up;
    expect(paid).toBeGreaterThan(CONTENT_BYTES);
    expect(paid / CONTENT_BYTES).toBeLessThan(PAID_MAX);
    await end();
    proxy.end();
  });

  test(`a long text comes down to a new phone through ${door} in the same way`, async ({
    relay,
    siti,
    browser,
  }) => {
    test.setTimeout(PATIENCE_MS + 60_000);
    const text = letters(LETTERS);
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
    expect(proxy.down / CONTENT_BYTES).toBeLessThan(PAID_MAX);
    await phone.page.getByText('Tulisan panjang').click();
    await expect(phone.page.getByText(text.slice(-60))).toBeVisible();
    await end();
    proxy.end();
  });
}
