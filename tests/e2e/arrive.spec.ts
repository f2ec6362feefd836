import { expect, type Page } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { test } from './two-phones.ts';

const IN_WHATSAPP =
  'Mozilla/5.0 (Linux; Android 13; SM-A045F; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36';

test.describe('the answer to joining is lost', () => {
  test('in the same tab, again and again, and after the page was closed', async ({
    relay,
    siti,
    browser,
  }) => {
    const link = relay.invite('member');
    const context = await browser.newContext();
    const page = await context.newPage();
    await loseAnswers(page, 3);
    await page.goto(link);
    for (let time = 0; time < 2; time += 1) {
      await page.getByRole('button', { name: 'Gabung' }).click();
      await expect(page.getByRole('alert')).toContainText('Kecamatan tidak terjangkau');
    }
    await page.reload();
    await page.getByRole('button', { name: 'Gabung' }).click();
    await expect(page.getByRole('alert')).toContainText('Kecamatan tidak terjangkau');
    await page.close();

    const later = await context.newPage();
    await later.goto(link);
    await later.getByRole('button', { name: 'Gabung' }).click();
    await later.getByLabel('Nama lengkap').fill('Dewi Anggraini');
    await later.getByRole('button', { name: 'Simpan dan mulai' }).click();
    await new Phone(later, relay).caughtUp();
    // Siti's phone and this one; no ghost.
    await expect.poll(() => devices(relay)).toBe(2);
    await siti.caughtUp();

    // Somebody else with the used link is not let in, and may type another.
    const other = await (await browser.newContext()).newPage();
    await other.goto(link);
    await other.getByRole('button', { name: 'Gabung' }).click();
    await expect(other.getByRole('alert')).toContainText('Undangan ini sudah dipakai');
    await other.getByLabel('Punya tautan atau kode lain?').fill(relay.invite('member'));
    await other.getByRole('button', { name: 'Gabung' }).click();
    await expect(other.getByLabel('Nama lengkap')).toBeVisible();
    expect(devices(relay)).toBe(3);
  });

  test('in two tabs at once', async ({ relay, browser }) => {
    const link = relay.invite('member');
    const context = await browser.newContext();
    const tabs = [await context.newPage(), await context.newPage()];
    for (const tab of tabs) await tab.goto(link);
    for (const tab of tabs) await expect(tab.getByRole('button', { name: 'Gabung' })).toBeVisible();
    const submit = () => document.querySelector('form')?.requestSubmit();
    await Promise.all(tabs.map((tab) => tab.evaluate(submit)));
    // One of them speaks with the relay, and asks.
    const asks = tabs.map((tab) =>
      tab
        .getByLabel('Nama lengkap')
        .waitFor()
        .then(() => tab),
    );
    const asking = await Promise.any(asks);
    await asking.getByLabel('Nama lengkap').fill('Dewi Anggraini');
    await asking.getByRole('button', { name: 'Simpan dan mulai' }).click();
    for (const tab of tabs)
      await expect(tab.getByRole('heading', { name: 'Paguyuban Uji' })).toBeVisible();
    expect(devices(relay)).toBe(1);
  });

  test('for the second person of a phone, who chooses another PIN the next time', async ({
    relay,
    siti,
  }) => {
    const { page } = siti;
    const link = relay.invite('member');
    await loseAnswers(page, 1);
    await page.goto(link);
    await addPerson(page, '805162', true);
    await expect(page.getByRole('alert')).toContainText('Kecamatan tidak terjangkau');
    await page.reload();
    await addPerson(page, '936284', true);
    await expect(page.getByRole('heading', { name: 'Siapa yang memakai HP ini?' })).toBeVisible();
    expect(devices(relay)).toBe(2);
    // Their own link leads to the lock, not to the question whom it is for.
    await page.goto(link);
    await page.reload();
    await page.getByRole('button', { name: 'Budi' }).click();
    await page.getByLabel('PIN 6 angka').fill('936284');
    await page.getByLabel('Nama lengkap').fill('Budi Santosa');
    await page.getByRole('button', { name: 'Simpan dan mulai' }).click();
    await siti.caughtUp();
  });

  test('and the phone was shut out meanwhile', async ({ relay, browser }) => {
    const page = await (await browser.newContext()).newPage();
    await loseAnswers(page, 1);
    await page.goto(relay.invite('member'));
    await page.getByRole('button', { name: 'Gabung' }).click();
    await expect(page.getByRole('alert')).toContainText('Kecamatan tidak terjangkau');
    const [device] = listed(relay);
    relay.run(
      ...['device', 'revoke', '--data', relay.data],
      ...['--forum', relay.forum, '--device', device ?? ''],
    );
    await page.getByRole('button', { name: 'Gabung' }).click();
    await expect(page.getByRole('alert')).toContainText('sudah dikeluarkan');
  });
});

test('an answer that is not the relay’s is not taken for one', async ({ relay, browser }) => {
  const page = await (await browser.newContext()).newPage();
  const answers = [
    { status: 200, contentType: 'text/html', body: '<h1>Masuk ke Wi-Fi</h1>' },
    { status: 200, contentType: 'application/json', body: '{"ok":true}' },
    { status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' },
  ];
  await page.route('**/api/join', async (route) => {
    const answer = answers.shift();
    await (answer ? route.fulfill(answer) : route.continue());
  });
  await page.goto(relay.invite('member'));
  for (let left = 3; left > 0; left -= 1) {
    await page.getByRole('button', { name: 'Gabung' }).click();
    await expect(page.getByRole('alert')).toContainText('bukan dari kecamatan');
    await expect.poll(() => answers.length).toBe(left - 1);
  }
  await page.getByRole('button', { name: 'Gabung' }).click();
  await expect(page.getByLabel('Nama lengkap')).toBeVisible();
});

test('an invitation is read wherever it is and whatever stands around it', async ({
  relay,
  browser,
}) => {
  for (const mangle of [
    (link: string) => `${link}.`,
    (link: string) => `${link}*`,
    (link: string) => `${link}%`,
    (link: string) => link.replace('#', '%23') + '.',
    (link: string) => link.replace('/#', '/?'),
  ]) {
    const page = await (await browser.newContext()).newPage();
    const link = mangle(relay.invite('member'));
    await page.goto(link);
    await page.getByRole('button', { name: 'Gabung' }).click();
    await expect(page.getByLabel('Nama lengkap'), link).toBeVisible();
    await page.context().close();
  }
  const secret = (link: string) => link.split('=')[1] ?? '';
  for (const typed of [
    `Undangan:\n*${relay.invite('member')}*\nSalam`,
    (secret(relay.invite('member')).match(/.{4}/g) ?? []).join(' ').toUpperCase(),
  ]) {
    const page = await (await browser.newContext()).newPage();
    await page.goto(relay.origin);
    await page.getByLabel('Tempel tautan undangan').fill(typed);
    await page.getByRole('button', { name: 'Gabung' }).click();
    await expect(page.getByLabel('Nama lengkap'), typed).toBeVisible();
    await page.context().close();
  }
  const page = await (await browser.newContext()).newPage();
  await page.goto(relay.invite('member').slice(0, -4));
  await expect(page.getByRole('alert')).toContainText('baru 36 dari 40');
  await page.getByLabel('Punya tautan').fill(`${relay.invite('member')} ${relay.invite('member')}`);
  await page.getByRole('button', { name: 'Gabung' }).click();
  await expect(page.getByRole('alert')).toContainText('lebih dari satu undangan');
  expect(devices(relay)).toBe(7);
});

test('a joined phone that opens its used link comes home, and another’s asks', async ({
  relay,
  browser,
}) => {
  const page = await (await browser.newContext()).newPage();
  const link = relay.invite('organiser');
  await page.goto(link);
  await page.getByRole('button', { name: 'Gabung' }).click();
  await page.getByLabel('Nama lengkap').fill('Dewi Anggraini');
  await page.getByRole('button', { name: 'Simpan dan mulai' }).click();
  const home = page.getByRole('heading', { name: 'Paguyuban Uji' });
  await expect(home).toBeVisible();
  for (const again of [link, `${link}.`, link.toUpperCase().replace('HTTP', 'http')]) {
    await page.goto('about:blank');
    await page.goto(again);
    await expect(home).toBeVisible();
    expect(new URL(page.url()).hash).toBe('#/');
  }
  await page.goto(relay.invite('organiser'));
  await expect(page.getByRole('heading', { name: 'Undangan ini untuk siapa?' })).toBeVisible();
});

test('inside another app a hint comes before the invitation is spent', async ({
  relay,
  browser,
}) => {
  const context = await browser.newContext({ userAgent: IN_WHATSAPP });
  const page = await context.newPage();
  await page.goto(relay.invite('member'));
  await expect(page.getByText('Buka di Chrome dahulu')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Buka di Chrome' })).toHaveAttribute(
    'href',
    /^intent:\/\/127\.0\.0\.1:\d+\/#gabung=[0-9a-f]{40}#Intent;scheme=http;/,
  );
  await expect(page.getByRole('button', { name: 'Gabung', exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Tetap gabung di sini' }).click();
  await page.getByRole('button', { name: 'Gabung', exact: true }).click();
  await expect(page.getByLabel('Nama lengkap')).toBeVisible();
});

/** The relay does what is asked, and the phone hears nothing of it, so many times. */
async function loseAnswers(page: Page, times: number): Promise<void> {
  let left = times;
  await page.context().route('**/api/join', async (route) => {
    if (left === 0) return route.continue();
    left -= 1;
    await route.fetch();
    await route.abort('connectionreset');
  });
}

async function addPerson(page: Page, pin: string, first: boolean): Promise<void> {
  await page.getByRole('button', { name: 'Orang lain ikut memakai HP ini' }).click();
  if (first) {
    await page.getByLabel('PIN Siti Rahayu').fill('274913');
    await page.getByLabel('Ulangi PIN').first().fill('274913');
  }
  await page.getByLabel('Nama Anda').fill('Budi');
  await page.getByLabel('PIN untuk Anda').fill(pin);
  await page.getByLabel('Ulangi PIN').last().fill(pin);
  await page.getByRole('button', { name: 'Gabung' }).click();
}

function listed(relay: Phone['relay']): string[] {
  const printed = relay.run('device', 'list', '--data', relay.data, '--forum', relay.forum);
  return printed.match(/\b[0-9a-f]{16}\b/g) ?? [];
}

/** How many devices the forum counts. */
function devices(relay: Phone['relay']): number {
  return listed(relay).length;
}
