import { expect, test, type Page } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { Relay } from './relay.ts';

/** What changes something. A supervisor may do one of it, and that on its own page: grade. */
const DEEDS =
  /^(Ubah|Tambah|Catat|Tulis|Arsipkan|Hapus|Simpan$|Kembalikan|Pakai ini|Sahkan|Undang|Ganti|Akhiri|Bandingkan|Jawab|Akan hadir)\b/;
const GRADES = /^#\/penilaian/;
const PAGES_MAX = 45;

test('the camat sees the kecamatan on one page, offline too, and there is nothing to decide', async ({
  browser,
}) => {
  const relay = await Relay.start({ demo: true });
  const office = await browser.newContext();
  const siti = new Phone(await office.newPage(), relay);
  await siti.join('organiser', 'Siti Rahayu');
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const camat = new Phone(await context.newPage(), relay);
  await camat.join('supervisor', '');
  const { page } = camat;

  await test.step('villages by months, who is silent, what is late and what is open', async () => {
    await camat.go('#/lainnya');
    await page.getByRole('main').getByRole('link', { name: 'Ringkasan' }).click();
    await expect(page.locator('.months tbody tr')).toHaveCount(18);
    await expect(page.locator('.months thead th')).toHaveCount(14);
    for (const heading of [
      /^Berubah sejak/,
      /^Desa sepi/,
      /^Tindak lanjut lewat/,
      /^Masalah belum/,
    ])
      await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible();
  });

  await test.step('what has changed since the last visit', async () => {
    await siti.go('#/pendampingan');
    await siti.page.getByRole('button', { name: 'Catat pendampingan' }).click();
    await siti.page.getByLabel('Desa mana?').selectOption({ label: 'Klahang' });
    await siti.page.getByRole('button', { name: 'Mulai mencatat' }).click();
    await siti.fill('Topik', 'Siskeudes bersama');
    await siti.done();
    await siti.caughtUp();
    // Two hours later, as far as the phone remembers.
    await page.evaluate(() => {
      const key = Object.keys(localStorage).find((one) => one.startsWith('paguyuban.visit.')) ?? '';
      localStorage.setItem(key, `0 ${Date.now() - 2 * 3_600_000}`);
    });
    await camat.go('#/');
    await camat.go('#/ringkasan');
    const news = page.locator('section', { hasText: 'Berubah sejak kunjungan terakhir' });
    await expect(news.getByText(/Siti Rahayu/).first()).toBeVisible();
  });

  await relay.stop();
  await page.reload();
  await test.step('all of it without the relay', async () => {
    await expect(page.locator('.months tbody tr')).toHaveCount(18);
    await expect(page.getByText(/Siti Rahayu/).first()).toBeVisible();
  });

  await test.step('no page that it leads to offers a change', async () => {
    const found: Record<string, string[]> = {};
    for await (const place of reachable(camat)) {
      const deeds = await deedsOn(page);
      if (deeds.length > 0) found[place] = deeds;
    }
    expect(found).toEqual({});
  });

  await test.step('what is typed by hand refuses in words', async () => {
    await camat.go('#/anggota');
    await page.locator('main .list a.item').first().click();
    await camat.go(`${camat.place}/ubah`);
    await expect(page.getByText('Membaca saja')).toBeVisible();
    for (const place of [
      '#/impor',
      '#/pengurus',
      '#/pengurus/undang',
      '#/pengaturan/forum/ubah',
      '#/catatan-pengurus',
      '#/langkah/1',
    ])
      await test.step(place, async () => {
        await camat.go(place);
        await expect(page.getByRole('main')).toContainText(/[a-z]{4}/);
        expect(await deedsOn(page), place).toEqual([]);
      });
  });
  await context.close();
  await office.close();
  await relay.end();
});

/** Shows the page and whatever it leads to, one of a kind each, as each is reached. */
async function* reachable(phone: Phone): AsyncGenerator<string> {
  const kindOf = (place: string) =>
    place.replace(/\/[^/]*\d[^/]*/g, '/…').replace(/^(#\/laporan\/).*/, '$1…');
  const kinds = new Set<string>();
  const waiting = ['#/ringkasan', '#/', '#/lainnya'];
  for (let at = waiting.shift(); at !== undefined && kinds.size < PAGES_MAX; at = waiting.shift()) {
    if (kinds.has(kindOf(at)) || GRADES.test(at)) continue;
    kinds.add(kindOf(at));
    await phone.go(at);
    await expect(phone.page.getByRole('main')).toBeVisible();
    yield at;
    const links = phone.page.locator('a[href^="#/"]');
    waiting.push(
      ...(await links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))),
    );
  }
}

/** What on the page could change something: buttons and links by name, and fields that are no search. */
function deedsOn(page: Page): Promise<string[]> {
  return page.evaluate((source) => {
    const deed = new RegExp(source);
    const named = [...document.querySelectorAll('main :is(button, a.button)')]
      .filter((one) => one.checkVisibility())
      .map((one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim())
      .filter((name) => deed.test(name));
    const links = [...document.querySelectorAll('main a[href*="/ubah"]')].map((one) =>
      String(one.getAttribute('href')),
    );
    return [...named, ...links];
  }, DEEDS.source);
}
