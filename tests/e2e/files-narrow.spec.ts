import { expect, type Browser, type Page } from '../../web/e2e.ts';
import { Narrow } from './narrow.ts';
import { Phone } from './phone.ts';
import { add, atRelay, held, photos, withPlace } from './photos.ts';
import { test } from './two-phones.ts';

const MANY = 20;
const CUTS = 5;
/** Fast enough for a test, slow enough to be cut in the middle. */
const FAST_BYTES_PER_S = 400_000;
/** 64 kbit/s. */
const SLOW_BYTES_PER_S = 8_000;
/** What may be paid for each byte of content. */
const PAID_MAX = 1.3;
/** How much later than without photos a word may be at the relay. */
const WORD_LATER_MS = 1_000;

/** A free note of this title, shown. */
async function note(phone: Phone, title: string): Promise<{ place: string; doc: string }> {
  await phone.beginNote(title);
  await phone.done();
  const { place } = phone;
  return { place, doc: `note/${place.split('/').at(-1) ?? ''}` };
}

const tiles = (phone: Phone, state = '') =>
  phone.page.locator(`[data-file]${state && `[data-here="${state}"]`}`);

const bytesOf = (chosen: readonly { bytes: number }[]) =>
  chosen.reduce((sum, { bytes }) => sum + bytes, 0);

async function narrowPhone(browser: Browser, by: Phone) {
  const narrow = await Narrow.to(by.relay.port);
  const context = await browser.newContext();
  const phone = new Phone(await context.newPage(), by.relay, narrow.origin);
  const end = async () => {
    await context.close();
    narrow.end();
  };
  return { phone, narrow, end };
}

/** How long a word takes from the finger to the relay's disk, so many times. */
async function words(page: Page, times: number, begin: string): Promise<number[]> {
  const took = [];
  for (let n = 0; n < times; n += 1) {
    await expect(page.locator('main [data-tick]').first()).toHaveAttribute(
      'data-tick',
      /relay|all/,
    );
    took.push(
      await page.evaluate(
        async ({ text }) => {
          const field = [...document.querySelectorAll('textarea')].find((one) =>
            one.labels[0]?.textContent.includes('Isi'),
          );
          if (!field) throw new Error('no field to type in');
          const tick = () => document.querySelector('main [data-tick]')?.getAttribute('data-tick');
          const begun = performance.now();
          field.focus();
          field.setRangeText(text, field.value.length, field.value.length, 'end');
          field.dispatchEvent(new InputEvent('input', { bubbles: true, data: text }));
          let left = false;
          return new Promise<number>((done) => {
            const look = () => {
              const now = tick() ?? '';
              left ||= now !== 'relay' && now !== 'all';
              if (left && (now === 'relay' || now === 'all')) done(performance.now() - begun);
              else setTimeout(look, 10);
            };
            look();
          });
        },
        { text: ` ${begin}${n}` },
      ),
    );
  }
  return took;
}

const median = (all: number[]) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

test('twenty photos taken offline arrive once through five cuts, and a word does not wait for them', async ({
  siti,
  budi,
  browser,
}) => {
  const { phone, narrow, end } = await narrowPhone(browser, siti);
  const { page } = phone;
  await phone.join('organiser', 'Teguh Wibowo');
  // Another note to write in, open in a form, on the narrow way.
  await phone.beginNote('Catatan harian');
  await phone.fill('Isi', 'Mulai.');
  const { place: diary } = phone;
  await phone.done();
  const { place, doc } = await note(phone, 'Rapat dengan dua puluh lembar');
  await phone.caughtUp();
  narrow.bytesPerS = SLOW_BYTES_PER_S;
  await phone.go(diary);
  const idle = await words(page, 5, 'sepi');
  await page.getByRole('link', { name: 'Simpan' }).click();

  await phone.go(place);
  const taken = await photos(page, MANY, [1600, 1200], 40);
  narrow.cut();
  await phone.disconnected();
  await add(
    page,
    taken.map((photo, at) => (at === 3 ? withPlace(photo) : photo)),
  );
  await expect(tiles(phone, 'waits')).toHaveCount(MANY);
  const content = bytesOf(await held(page));
  await phone.go('#/sinkron');
  await expect(page.getByText(/^20 foto belum terkirim \(\d+(,\d)? MB\)$/)).toBeVisible();
  await phone.go(place);

  narrow.bytesPerS = FAST_BYTES_PER_S;
  const before = narrow.up;
  narrow.mend();
  await phone.syncNow();
  const sent = () => narrow.up - before;
  for (let cut = 1; cut <= CUTS; cut += 1) {
    await expect.poll(sent, { intervals: [50] }).toBeGreaterThan((cut * content) / (CUTS + 3));
    narrow.cut();
    await phone.disconnected();
    narrow.mend();
    await phone.syncNow();
  }
  // What is left goes while somebody writes, on a way that bears 64 kbit/s.
  const left = () => held(page).then((all) => all.filter(({ waits }) => waits).length);
  await expect.poll(sent, { intervals: [50] }).toBeGreaterThan((CUTS * content) / (CUTS + 2));
  narrow.bytesPerS = SLOW_BYTES_PER_S;
  await phone.go(diary);
  const at = narrow.up;
  const busy = await words(page, 8, 'ramai');
  expect(await left()).toBeGreaterThan(0);
  expect(narrow.up - at).toBeGreaterThan(20_000);
  expect(Math.max(...busy)).toBeLessThan(median(idle) + WORD_LATER_MS);
  await phone.done();

  narrow.bytesPerS = FAST_BYTES_PER_S;
  await expect.poll(left).toBe(0);
  expect(sent()).toBeGreaterThan(content);
  expect(sent() / content).toBeLessThan(PAID_MAX);
  await phone.go('#/sinkron');
  await expect(page.getByText('belum terkirim')).toHaveCount(0);

  // Another phone fetches each, and has what was taken.
  await budi.go(place);
  await expect(tiles(budi, 'away')).toHaveCount(MANY);
  for (let n = MANY; n > 0; n -= 1) {
    await budi.page.getByRole('button', { name: 'Tampilkan' }).first().click();
    await expect(tiles(budi, 'kept')).toHaveCount(MANY - n + 1);
  }
  const [mine, theirs] = [await held(page), await held(budi.page)];
  const hashes = (all: typeof mine) => all.map(({ is }) => is).sort();
  expect(new Set(hashes(mine)).size).toBe(MANY);
  expect(hashes(theirs)).toEqual(hashes(mine));
  for (const { hash, is } of theirs) expect(is).toBe(hash);
  for (const { hash } of mine) {
    const there = await atRelay(budi.page, doc, hash);
    if (typeof there === 'number') throw new Error(`the relay said ${there}`);
    expect(there.toString('latin1')).not.toMatch(/Exif|Melati/);
  }
  await end();
});
