import {
  chromium,
  expect,
  type BrowserContext,
  type Page,
  type Request,
  type Route,
} from '../../web/e2e.ts';
import { part, parts, partsTogether } from './dist.ts';
import { Relay } from './relay.ts';
import { test } from './two-phones.ts';

// No page is blank and none is dead, whatever does not come or is refused: a sentence and a next step.

type Fault = 'missing' | 'cut' | 'portal' | 'damaged';

const FAULTS: Record<Fault, (route: Route) => Promise<void>> = {
  missing: (route) => route.fulfill({ status: 404, body: '' }),
  cut: (route) => route.abort('connectionreset'),
  portal: (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Masuk ke Wi-Fi</h1>' }),
  damaged: (route) =>
    route.fulfill({ status: 200, contentType: 'text/javascript', body: 'const a = {' }),
};
/** Where each part that is fetched later is needed. */
const SCREENS = ['#/', '#/pengurus', '#/tertahan', '#/paket', '#/pengaturan', '#/anggota'];
/** What every joined phone needs: whoever looks for what is asked for has to see these, wherever they are asked. */
const STARTS = ['index', 'worker', 'paguyuban_bg', 'soon'];
const INVITATION = `#gabung=${'0'.repeat(40)}`;

test('each part of the page missing, for somebody who comes for the first time', async ({
  relay,
  browser,
}) => {
  const whole = await browser.newContext({ serviceWorkers: 'block' });
  const asked = await askedBy(whole, async (page) => {
    await page.goto(`${relay.origin}/${INVITATION}`);
    await alive(page, 'nothing is missing');
  });
  await whole.close();
  expect([...asked]).toContain(part('index'));
  for (const urls of partsTogether().filter((urls) => urls.some((url) => asked.has(url)))) {
    for (const fault of ['missing', 'portal', 'damaged', 'cut'] as const) {
      const context = await browser.newContext({ serviceWorkers: 'block' });
      const page = await context.newPage();
      for (const url of urls) await page.route(`**${url}`, FAULTS[fault]);
      await page.goto(`${relay.origin}/${INVITATION}`);
      await alive(page, `${fault} ${urls.join(' ')}`);
      if (urls.includes(part('index')))
        await expect(page.getByText('Sebagian aplikasi tidak sampai')).toBeVisible();
      await context.close();
      // Only what starts the page can fail in so many ways here; the others have their turn below.
      if (!urls.some((url) => /\/(index|worker)-/.test(url))) break;
    }
  }
});

/** They are many: two browsers have half of them each. */
for (const half of [0, 1])
  test(`each part of the page missing, on a phone that has joined: half ${half + 1}`, async ({
    relay,
    browser,
  }) => {
    const context = await joined(browser, relay);
    // A part that no screen asks for can be missed on none.
    const needs = new Map<string, Set<string>>();
    for (const screen of SCREENS) {
      const asked = await askedBy(context, async (page) => {
        await page.goto(`${relay.origin}/${screen}`);
        await alive(page, `nothing is missing at ${screen}`);
        await page.waitForLoadState('networkidle');
      });
      for (const url of asked) needs.set(url, (needs.get(url) ?? new Set()).add(screen));
    }
    expect([...needs.keys()]).toEqual(expect.arrayContaining(STARTS.map(part)));
    for (const [at, urls] of partsTogether().entries()) {
      const screens = SCREENS.filter((screen) => urls.some((url) => needs.get(url)?.has(screen)));
      if (at % 2 !== half || screens.length === 0 || urls.includes(part('index'))) continue;
      const fault = (['missing', 'portal', 'damaged', 'cut'] as const)[(at >> 1) % 4] ?? 'missing';
      const page = await context.newPage();
      for (const url of urls) await page.route(`**${url}`, FAULTS[fault]);
      const [first = '#/', ...others] = screens;
      await page.goto(`${relay.origin}/${first}`);
      await alive(page, `${fault} ${urls.join(' ')} at ${first}`);
      // What rests on the same part, and what does not.
      for (const screen of [...others.slice(0, 1), '#/pengaturan', INVITATION]) {
        await page.evaluate((hash) => (location.hash = hash), screen);
        await alive(page, `${fault} ${urls.join(' ')} at ${screen}`);
      }
      await page.close();
    }
    await context.close();
  });

test('what did not come is fetched again when somebody asks', async ({ relay, browser }) => {
  const context = await joined(browser, relay);
  const page = await context.newPage();
  let gone = true;
  const later = parts().filter((url) => /\/(pages|soon|worker)-/.test(url));
  for (const url of later)
    await page.route(`**${url}`, (route) => (gone ? FAULTS.missing(route) : route.continue()));
  await page.goto(`${relay.origin}/#/pengurus`);
  await expect(page.getByText('Bagian yang menyimpan tulisan belum termuat')).toBeVisible();
  await expect(page.getByText('Bagian ini belum sampai ke HP')).toBeVisible();
  await page.evaluate(() => (location.hash = '#/paket'));
  await expect(page.getByText('Bagian ini belum sampai ke HP')).toBeVisible();
  gone = false;
  await page.getByRole('main').getByRole('button', { name: 'Coba lagi' }).click();
  await expect(page.getByText('Bagian ini belum sampai ke HP')).toHaveCount(0);
  // The worker comes by itself.
  await expect(page.getByText('Bagian yang menyimpan tulisan belum termuat')).toHaveCount(0);
  await page.evaluate(() => (location.hash = '#/pengurus'));
  await expect(page.getByRole('heading', { name: 'Anggota & HP' })).toBeVisible();
  await expect(page.getByText('Bagian ini belum sampai ke HP')).toHaveCount(0);
  await context.close();
});

test('any address', async ({ relay, browser }) => {
  const context = await joined(browser, relay);
  const page = await context.newPage();
  for (const address of [
    '/#%',
    '/#/%',
    '/#/catatan/%E0%A4%A',
    '/#/anggota/%/ubah',
    '/%',
    '/a%20b',
    '/apa/saja.html',
    '/#/apa-saja',
    '/#gabung',
    '/#gabung=',
    '/#gabung=%',
    '/#/pendampingan/x/y/z',
    '/#/pendampingan/x/y',
    '/#/catatan/x/ubah',
    '/#/anggota/x',
    '/index.html',
    '/?x=%',
    '/#/%00',
    '/assets/tidak-ada.js',
  ]) {
    await page.goto('about:blank');
    await page.goto(`${relay.origin}${address}`);
    await alive(page, address);
  }
  await page.goto(`${relay.origin}/#/apa-saja`);
  await expect(page.getByText('Halaman ini tidak ada.')).toBeVisible();
  await page.getByRole('link', { name: 'Ke Beranda' }).click();
  await expect(page.getByRole('heading', { name: 'Paguyuban Uji' })).toBeVisible();
  await context.close();
});

/** What a browser may do to a store; written in front of the page's and the worker's script. */
const REFUSALS: Record<string, string> = {
  'everything is blocked': `for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
    if (name in self) Object.defineProperty(self, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });`,
  'localStorage alone is blocked': `if ('localStorage' in self) Object.defineProperty(self, 'localStorage',
    { get() { throw new DOMException('blocked', 'SecurityError'); } });`,
  'localStorage is full': `if (self.Storage) Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };`,
  'IndexedDB refuses': `IDBFactory.prototype.open = function () { throw new DOMException('no', 'InvalidStateError'); };`,
  'IndexedDB is not there': `Object.defineProperty(self, 'indexedDB', { value: undefined });`,
  'IndexedDB never answers': `IDBFactory.prototype.open = () => new EventTarget();`,
  'nothing can be written': `IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };`,
};

for (const [refusal, script] of Object.entries(REFUSALS)) {
  test(`where ${refusal}`, async ({ relay, browser }) => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    await context.addInitScript(script);
    const worker = part('worker');
    await context.route(`**${worker}`, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: `${script};${await answer.text()}` });
    });
    const page = await context.newPage();
    await page.goto(relay.invite('member'));
    await alive(page, refusal);
    const join = page.getByRole('button', { name: 'Gabung' });
    const barred = page.getByText(/Browser tidak mengizinkan penyimpanan|lebih lama dari biasanya/);
    await expect(join.or(barred).first()).toBeVisible();
    if (await join.isVisible()) {
      await join.click();
      await expect(
        page.getByRole('alert').or(page.getByLabel('Nama lengkap')).first(),
      ).toBeVisible();
    }
    await context.close();
  });
}

test('where the stores were made by a newer version', async ({ relay, browser }) => {
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  await page.goto(`${relay.origin}/icon.svg`);
  await page.evaluate(async () => {
    for (const name of ['paguyuban', 'paguyuban-people', 'paguyuban-joining']) {
      const opening = indexedDB.open(name, 9);
      await new Promise((done) => (opening.onsuccess = done));
      opening.result.close();
    }
  });
  await page.goto(relay.invite('member'));
  await expect(page.getByText('Browser tidak mengizinkan penyimpanan')).toBeVisible();
  await page.context().close();
});

test('at an address without https, and without JavaScript', async ({ relay, browser }, info) => {
  const { launchOptions } = info.project.use;
  const args = [...(launchOptions?.args ?? []), '--host-resolver-rules=MAP kantor.test 127.0.0.1'];
  const other = await chromium.launch({ ...launchOptions, args });
  const page = await other.newPage({ viewport: { width: 360, height: 800 }, locale: 'id-ID' });
  await page.goto(`http://kantor.test:${relay.port}/${INVITATION}`);
  await expect(page.getByRole('heading', { name: 'Alamat ini belum aman' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Buka alamat yang aman' })).toHaveAttribute(
    'href',
    `https://kantor.test:${relay.port}/${INVITATION}`,
  );
  await other.close();

  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto(relay.origin);
  await expect(plain.locator('noscript p')).toBeVisible();
  await plain.context().close();
});

test('documents whose view on the phone is damaged', async ({ relay, browser }) => {
  const context = await joined(browser, relay);
  const page = await context.newPage();
  for (const view of [
    '',
    '{',
    'null',
    '5',
    '{}',
    '{"fields":{}}',
    damaged({ full_name: { a: 1 } }),
    damaged({ phone: [1, 2] }),
    damaged(null),
    damaged({ attendance: 7, agenda: 'x', entries: [] }),
    damaged({}, [{}]),
  ]) {
    await page.goto(`${relay.origin}/icon.svg`);
    await page.evaluate(spoil, view);
    await page.goto(`${relay.origin}/#/`);
    for (const screen of ['#/', '#/anggota', '#/catatan', '#/pendampingan', '#/sinkron']) {
      await page.evaluate((hash) => (location.hash = hash), screen);
      await alive(page, `${view} at ${screen}`);
    }
  }
  await context.close();
});

test('a record that cannot be shown takes none of its neighbours along', async ({
  relay,
  browser,
}) => {
  const context = await joined(browser, relay);
  const page = await context.newPage();
  const agenda = {
    ...{ A: { title: 'Pembukaan' }, B: { title: 'Rusak', discussion: 'Rapat.' } },
    ...{ C: { title: 'Penutup' } },
  };
  await page.goto(`${relay.origin}/icon.svg`);
  const doubt = { id: 'x', path: 'agenda/B/discussion', a: 'a', b: 'b' };
  await page.evaluate(spoil, damaged({ title: 'Rapat', form: 'notulensi', agenda }, [doubt]));
  await page.goto(`${relay.origin}/#/catatan/01J00000000000000000000000`);
  await expect(page.getByText('Pembukaan')).toBeVisible();
  await expect(page.getByText('Penutup')).toBeVisible();
  await expect(page.getByText('Yang satu ini tidak bisa ditampilkan.')).toHaveCount(1);
  await context.close();
});

function damaged(fields: unknown, doubts: unknown[] = []): string {
  return JSON.stringify({
    ...{ doc: 'DOC', kind: 'KIND', heads: [], fields, conflicts: [], doubts },
    ...{ after_archive: null, edited: { member: null, at: 0 } },
  });
}

/** Puts this view in the place of every document's, and of some that are not there. */
async function spoil(view: string): Promise<void> {
  const opening = indexedDB.open('paguyuban');
  await new Promise((done) => (opening.onsuccess = done));
  const tx = opening.result.transaction('docs', 'readwrite');
  const store = tx.objectStore('docs');
  const ledger = { heads: [], relay: [], seq: 0, unsent: 0, refused: null };
  const id = '01J00000000000000000000000';
  for (const doc of [`member/${id}`, `note/${id}`, 'log/33.02.19.2003/2026'])
    store.put(
      { doc, ledger, view: view.replace('DOC', doc).replace('KIND', doc.split('/')[0] ?? '') },
      doc,
    );
  await new Promise((done) => (tx.oncomplete = done));
  opening.result.close();
}

/** The parts that a new page of this browser asks for meanwhile. */
async function askedBy(
  context: BrowserContext,
  work: (page: Page) => Promise<void>,
): Promise<Set<string>> {
  const page = await context.newPage();
  const asked = new Set<string>();
  const note = (request: Request) => asked.add(new URL(request.url()).pathname);
  context.on('request', note);
  await work(page);
  context.off('request', note);
  await page.close();
  return asked;
}

/** Says something, and offers something to do about it. */
async function alive(page: Page, where: string): Promise<void> {
  const main = page.locator('main').first();
  await expect(main, where).toBeVisible();
  await expect.poll(() => main.innerText(), { message: where }).toMatch(/\p{L}{3}/u);
  await expect
    .poll(
      () =>
        page.evaluate(() => {
          const busy = document.querySelector('main[aria-busy="true"]');
          const all = (busy ?? document).querySelectorAll('button, a[href], input, summary');
          return [...all].some(
            (one) => !(one as HTMLButtonElement).disabled && one.getClientRects().length > 0,
          );
        }),
      { message: `a next step: ${where}` },
    )
    .toBe(true);
}

/** A browser without a service worker in which somebody has joined. */
async function joined(
  browser: { newContext(options: object): Promise<BrowserContext> },
  relay: Relay,
): Promise<BrowserContext> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(relay.invite('organiser'));
  await page.getByRole('button', { name: 'Gabung' }).click();
  await page.getByLabel('Nama lengkap').fill('Siti Rahayu');
  await page.getByRole('button', { name: 'Simpan dan mulai' }).click();
  await expect(page.getByRole('heading', { name: 'Paguyuban Uji' })).toBeVisible();
  await expect(page.locator('[data-status="good"]')).toBeVisible();
  await page.close();
  return context;
}
