import { expect, test, type Locator, type Page } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { Relay } from './relay.ts';

// From a relay that knows nothing but a forum's name to a forum of eighteen, and the first entry of one.

const PEOPLE = 18;
/** What whoever makes the forum taps besides typing; the invitations alone took 160. */
const TAPS_MAX = 70;
const VILLAGES = Array.from(
  { length: PEOPLE + 1 },
  (_, n) => `33.01.02.${2001 + n};Ujung ${n + 1} Wetan`,
).join('\n');
const NAMES = Array.from({ length: PEOPLE }, (_, n) => `Contoh ${String.fromCharCode(65 + n)}wati`);
const LIST = [
  'No;Nama;HP;Desa',
  ...NAMES.map((name, n) => `${n + 1};${name};0812 3456 78${10 + n};Ujung ${n + 2} Wetan`),
].join('\n');

/** Taps as a thumb makes them: a select takes two, a field of typing one. */
class Thumb {
  taps = 0;

  async tap(what: Locator): Promise<void> {
    await what.click();
    this.taps += 1;
  }

  async type(what: Locator, text: string): Promise<void> {
    await what.fill(text);
    this.taps += 1;
  }

  async pick(what: Locator, label: string): Promise<void> {
    await what.selectOption({ label });
    this.taps += 2;
  }
}

let relay: Relay;
test.beforeEach(async () => {
  relay = await Relay.start({ empty: true });
});
test.afterEach(async () => {
  await relay.end();
});

/** WhatsApp is outside; where a link would have led is what it was given. */
async function catchChats(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const chats: string[] = [];
    Object.assign(window, { chats });
    document.addEventListener(
      'click',
      (event) => {
        const link = (event.target as Element).closest('a[href^="https://wa.me/"]');
        if (!(link instanceof HTMLAnchorElement)) return;
        chats.push(link.href);
        event.preventDefault();
      },
      true,
    );
  });
  return () => page.evaluate(() => (window as unknown as { chats: string[] }).chats);
}

test('an empty relay becomes a forum of eighteen invited people, and the first of them writes', async ({
  browser,
}) => {
  test.slow();
  const [chairs, members] = await Promise.all([browser.newContext(), browser.newContext()]);
  const { page } = new Phone(await chairs.newPage(), relay);
  const thumb = new Thumb();
  const button = (name: string | RegExp) => page.getByRole('button', { name });

  // The operator's one link.
  await page.goto(relay.invite('organiser'));
  await thumb.tap(button('Gabung'));
  await thumb.type(page.getByLabel('Nama lengkap'), 'Rahma Contohwati');
  await thumb.tap(button('Simpan dan mulai'));
  await thumb.tap(page.getByRole('link', { name: 'Lanjutkan' }));

  await expect(page.getByText('Langkah 1 dari 5')).toBeVisible();
  await thumb.type(page.getByLabel('Nama paguyuban'), 'Paguyuban Ujung Wetan');
  await thumb.type(page.getByLabel('Kecamatan'), 'Ujung Wetan');
  await thumb.tap(button('Lanjut'));
  await thumb.type(page.getByLabel('Tempel daftar desa'), VILLAGES);
  await thumb.tap(button(`Simpan ${PEOPLE + 1} desa`));
  await thumb.tap(button('Lanjut'));

  // Left in the middle, it is taken up where it was.
  await thumb.tap(page.getByRole('link', { name: 'Nanti saja' }));
  await page.reload();
  await thumb.tap(page.getByRole('link', { name: 'Lanjutkan' }));
  await expect(page.getByText('Langkah 3 dari 5')).toBeVisible();
  await thumb.pick(page.getByLabel('Desa', { exact: true }), 'Ujung 1 Wetan');
  await thumb.pick(page.getByLabel('Jabatan', { exact: true }), 'Sekretaris Desa');
  await thumb.tap(button('Lanjut'));

  await thumb.type(page.getByLabel('Tempel daftar nama dan nomor'), LIST);
  await thumb.tap(button(`Masukkan ${PEOPLE} orang`));
  await expect(page.getByText(`${PEOPLE} kartu dibuat.`)).toBeVisible();
  await thumb.tap(button('Lanjut'));

  await thumb.tap(button(`Siapkan undangan untuk ${PEOPLE} orang`));
  await expect(page.locator('[data-standing="made"]')).toHaveCount(PEOPLE);
  const chats = await catchChats(page);
  for (const name of NAMES)
    await thumb.tap(page.getByRole('link', { name: `Kirim: ${name}`, exact: true }));
  await expect(page.locator('[data-standing="sent"]')).toHaveCount(PEOPLE);
  const sent = await chats();
  expect(new Set(sent.map((href) => /wa\.me\/(\d+)/.exec(href)?.[1])).size).toBe(PEOPLE);
  expect(sent[0]).toContain('wa.me/6281234567810?');
  await thumb.tap(button('Selesai'));
  await expect(page.getByRole('heading', { name: 'Langkah pertama' })).toHaveCount(0);
  console.log(`taps of the organiser: ${thumb.taps}`);
  expect(thumb.taps).toBeLessThanOrEqual(TAPS_MAX);

  // The first member: who invites, and to what, stands there before they say yes.
  const link = /https?:\/\/\S+#gabung\S+/.exec(decodeURIComponent(sent[0] ?? ''))?.[0] ?? '';
  const member = await members.newPage();
  await member.goto(link);
  await expect(member.getByText(/Rahma Contohwati.*Paguyuban/)).toBeVisible();
  // Whoever sent it hears that it was opened.
  await page.evaluate(() => (location.hash = '#/pengurus/undang'));
  await expect(page.locator('[data-standing="opened"]')).toHaveCount(1);
  await member.getByRole('button', { name: 'Gabung' }).click();
  await expect(member.getByRole('heading', { name: 'Selamat bergabung' })).toBeVisible();
  await expect(member.getByText('Lengkapi kartu Anda')).toBeVisible();
  await expect(member.getByText(/Tambahkan ke layar utama|Pasang/).first()).toBeVisible();
  await member.getByRole('button', { name: 'Catat pendampingan' }).first().click();
  await member.getByLabel('Desa mana?').selectOption({ label: 'Ujung 2 Wetan' });
  await member.getByRole('button', { name: 'Mulai mencatat' }).click();
  const topic = member.getByLabel('Topik', { exact: true });
  await topic.fill('Membuka Siskeudes');
  await topic.blur();
  await expect.poll(() => [...relay.exported().values()].join()).toContain('Membuka Siskeudes');

  // The organiser sees that one has come, and nobody has two cards.
  await page.evaluate(() => (location.hash = '#/pengurus/undang'));
  await expect(page.getByText(`1 dari ${PEOPLE} orang sudah bergabung`)).toBeVisible();
  await expect(page.locator('[data-standing="joined"]')).toHaveCount(1);
  await page.evaluate(() => (location.hash = '#/anggota'));
  await expect(page.getByText(`${PEOPLE + 1} anggota`)).toBeVisible();
});

test('who has a card is linked and not doubled, a list survives, and a double tap makes it once', async ({
  page,
}) => {
  const chair = new Phone(page, relay);
  await chair.join('organiser', 'Rahma Contohwati');
  await chair.go('#/pengurus/undang');
  const list = page.getByLabel('Tempel daftar nama dan nomor');
  await list.fill(
    'Joko Contohwan; 0812-3456-7890\nTuti Contohsih; 0813 9999 0000\nSalah; 0000000000',
  );
  await page.reload();
  await expect(list).toHaveValue(/Tuti Contohsih/);
  await expect(page.getByText('Nomornya tidak terbaca.')).toBeVisible();
  await page.getByRole('button', { name: 'Masukkan 2 orang' }).dblclick();
  await expect(page.getByText('2 kartu dibuat.')).toBeVisible();
  await expect(page.locator('[data-person]')).toHaveCount(2);

  await list.fill('Joko C; +6281234567890\nTuti Contohsih\nWati Contoh; 081277778888');
  await expect(page.getByText('Sudah ada – pakai kartu ini? Joko Contohwan')).toBeVisible();
  await expect(page.locator('[data-listed="known"]')).toHaveCount(2);
  await page.getByRole('button', { name: 'Bukan, ini orang lain' }).last().click();
  await page.getByRole('button', { name: 'Masukkan 2 orang, pakai 1 kartu' }).click();
  await expect(page.locator('[data-person]')).toHaveCount(4);
  await expect(page.locator('[data-person="Tuti Contohsih"]')).toHaveCount(2);

  // One is left out; what was made is still there after a reload, and is not made twice.
  await page.getByLabel('Undang Wati Contoh').uncheck();
  await page.getByRole('button', { name: 'Siapkan undangan untuk 3 orang' }).dblclick();
  await expect(page.locator('[data-standing="made"]')).toHaveCount(3);
  await page.reload();
  await expect(page.locator('[data-standing="made"]')).toHaveCount(3);
  await expect(page.getByLabel('Undang Wati Contoh')).not.toBeChecked();
  await chair.go('#/pengurus');
  await expect(page.locator('[data-invitation="open"]')).toHaveCount(3);
});
