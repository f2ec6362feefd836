import { expect, type Locator } from '../../web/e2e.ts';
import { lasting } from './measure.ts';
import { PLACES } from './screens.ts';
import { test } from './two-phones.ts';

/** As high as a phone of 800 px is while its keyboard is up. */
const ABOVE_KEYBOARD = { width: 360, height: 390 };
/** Lines of a text that are in sight while somebody writes in it. */
const LINES_MIN = 8;

test('the keyboard goes on where the person goes on', async ({ siti }) => {
  const { page } = siti;
  const focused = page.locator('*:focus');
  await page.reload();
  await siti.caughtUp();
  await page.keyboard.press('Tab');
  await expect(focused).toHaveText('Langsung ke isi');
  await expect(focused).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  await press(page.getByRole('link', { name: 'Anggota', exact: true }));
  await expect(page.getByRole('heading', { name: 'Anggota', level: 1 })).toBeFocused();
  await expect(page).toHaveTitle(/^Anggota/);
  await expect(page.locator('[aria-live].sr')).toHaveText('Anggota');

  const row = page.getByRole('link', { name: 'Siti Rahayu' });
  await press(row);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await press(page.getByRole('link', { name: 'Ubah' }));
  await expect(page.getByLabel('Nama lengkap')).toBeFocused();
  await press(page.getByRole('link', { name: 'Simpan' }));
  await expect(page.getByRole('link', { name: 'Ubah' })).toBeFocused();
  await press(page.getByRole('link', { name: 'Kembali' }));
  await expect(row).toBeFocused();
});

test('a sheet gives the keyboard back to the button that opened it', async ({ siti }) => {
  const { page } = siti;
  for (const [place, name] of [
    ['#/pendampingan', 'Catat pendampingan'],
    ['#/catatan', 'Catatan baru'],
    ['#/pengaturan', 'Buat PIN'],
    ['#/', 'Tulis notulensi'],
  ] as const) {
    await siti.go(place);
    const opener = page.getByRole('main').getByRole('button', { name });
    await press(opener);
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(opener).toBeFocused();
  }
});

test('a button that adds something leads into it', async ({ siti }) => {
  const { page } = siti;
  await siti.go('#/anggota');
  await page.getByRole('button', { name: 'Tambah anggota' }).click();
  await expect(page.getByLabel('Nama lengkap')).toBeFocused();
  await siti.go('#/catatan');
  await page.getByRole('button', { name: 'Catatan baru' }).click();
  await page.getByRole('button', { name: 'Notulensi rapat' }).click();
  await expect(page.getByLabel('Judul')).toBeFocused();
  await siti.fill('Judul', 'Rapat');
  for (const [part, button, field] of [
    ['Agenda', 'Tambah mata acara', 'Judul'],
    ['Keputusan', 'Tambah keputusan', 'Isi keputusan'],
    ['Tindak lanjut', 'Tambah tindak lanjut', 'Yang dikerjakan'],
  ] as const) {
    await siti.part(part);
    await page.getByRole('button', { name: button }).click();
    const card = page.locator('[role="group"]:has(:focus)').last();
    await expect(card).toBeVisible();
    const first = card.locator('input, textarea').first();
    await expect(first, field).toBeFocused();
    await expect(first).toBeInViewport({ ratio: 1 });
  }
});

test('the keyboard stays where something was taken away', async ({ siti }) => {
  const { page } = siti;
  await siti.beginMinutes('Rapat');
  await siti.part('Keputusan');
  await page.getByRole('button', { name: 'Tambah keputusan' }).click();
  const decisions = page.getByRole('region', { name: 'Keputusan' });
  await page.keyboard.type('Iuran tetap');
  await press(decisions.getByRole('button', { name: /^Hapus/ }));
  await expect(decisions.locator('textarea')).toHaveCount(0);
  await expect
    .poll(() => decisions.evaluate((all) => all.contains(document.activeElement)))
    .toBe(true);
});

test('what has the focus is seen, on every screen', async ({ siti }) => {
  const { page } = siti;
  await siti.beginMinutes('Rapat');
  const minutes = siti.place;
  await siti.done();
  const unseen: string[] = [];
  for (const place of [...PLACES, minutes]) {
    await siti.go(place);
    await expect(page.getByRole('main')).toBeVisible();
    for (let tabs = 0; tabs < 25; tabs += 1) {
      await page.keyboard.press('Tab');
      const faults = await lasting(() => page.evaluate(unseenFocus));
      unseen.push(...faults.map((fault) => `${place}: ${fault}`));
    }
  }
  expect([...new Set(unseen)]).toEqual([]);
});

test('with the keyboard up there is room for the text, and no bar at the bottom', async ({
  siti,
}) => {
  const { page } = siti;
  await siti.beginNote('Panjang');
  const text = page.getByLabel('Isi', { exact: true });
  await text.fill('Satu baris saja.\n'.repeat(60));
  await page.setViewportSize(ABOVE_KEYBOARD);
  await text.press('Enter');
  await page.keyboard.type('Akhir');
  await expect(page.getByRole('navigation', { name: 'Menu utama' })).toBeHidden();
  await expect(page.getByRole('link', { name: 'Simpan' })).toBeInViewport();
  const lines = await text.evaluate((field) => {
    const { top, bottom } = field.getBoundingClientRect();
    const bar = document.querySelector('header')?.getBoundingClientRect().bottom ?? 0;
    const line = parseFloat(getComputedStyle(field).lineHeight);
    return (Math.min(bottom, innerHeight) - Math.max(top, bar)) / line;
  });
  expect(lines).toBeGreaterThan(LINES_MIN);

  // The same in a list: who searches sees what is found.
  await page.setViewportSize({ width: 360, height: 800 });
  await siti.go('#/anggota');
  await expect(page.getByRole('button', { name: 'Tambah anggota' })).toBeVisible();
  await page.getByRole('searchbox').focus();
  await page.setViewportSize(ABOVE_KEYBOARD);
  await expect(page.getByRole('navigation', { name: 'Menu utama' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Tambah anggota' })).toBeHidden();
});

async function press(control: Locator): Promise<void> {
  await control.focus();
  await control.press('Enter');
}

/** Runs in the page. */
function unseenFocus(): string[] {
  const node = document.activeElement;
  // The browser's own pickers draw their own frame, on the part that has the focus.
  if (!node || node.matches('body, [type="date"], [type="time"]')) return [];
  const drawn = (style: CSSStyleDeclaration) =>
    style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const around = node.parentElement ? getComputedStyle(node.parentElement) : null;
  const seen =
    drawn(getComputedStyle(node)) ||
    drawn(getComputedStyle(node, '::after')) ||
    (around !== null && drawn(around));
  const name = (node.getAttribute('aria-label') ?? node.textContent ?? '').trim().slice(0, 30);
  if (!seen) return [`no frame around ${node.tagName}.${node.className} “${name}”`];
  const { left, width, top, bottom } = node.getBoundingClientRect();
  if (bottom <= 0 || top >= innerHeight) return [`${node.tagName} “${name}” is out of sight`];
  const y = Math.min(Math.max((top + bottom) / 2, 1), innerHeight - 1);
  const hit = document.elementFromPoint(left + width / 2, y);
  const free = hit === null || node.contains(hit) || hit.contains(node);
  return free ? [] : [`${node.tagName} “${name}” is under ${hit.tagName}.${hit.className}`];
}
