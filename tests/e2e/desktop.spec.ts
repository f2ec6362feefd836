import { expect, test as base } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { Relay } from './relay.ts';

const DESK = { width: 1280, height: 800 };

base('on a desk the menu, the list and the page stand beside each other', async ({ browser }) => {
  base.slow();
  const relay = await Relay.start({ demo: true });
  const context = await browser.newContext({ viewport: DESK, reducedMotion: 'reduce' });
  const phone = new Phone(await context.newPage(), relay);
  const { page } = phone;
  await phone.join('organiser', 'Siti Rahayu');
  const menu = page.getByRole('navigation', { name: 'Menu utama' });
  const list = page.getByRole('complementary');
  const main = page.getByRole('main');
  const focused = page.locator('*:focus');

  await base.step('everything is in the menu, and what is open is marked', async () => {
    for (const name of ['Beranda', 'Anggota', 'Catatan', 'Sinkronisasi', 'Pengaturan'])
      await expect(menu.getByRole('link', { name, exact: true })).toBeVisible();
    await menu.getByRole('link', { name: 'Anggota', exact: true }).click();
    await expect(menu.locator('[aria-current="page"]')).toHaveText('Anggota');
    await expect(main).toContainText('Pilih dari daftar');
  });

  await base.step('the list keeps its place and its search while pages change', async () => {
    const rows = list.locator('a.item');
    await expect.poll(() => rows.count()).toBeGreaterThan(12);
    await rows.nth(11).scrollIntoViewIfNeeded();
    const scrolled = await list.evaluate((node) => node.scrollTop);
    expect(scrolled).toBeGreaterThan(0);
    await rows.nth(11).click();
    await expect(main.getByRole('heading', { level: 2 }).first()).toBeVisible();
    await expect(rows.nth(11)).toHaveAttribute('aria-current', 'page');
    expect(await list.evaluate((node) => node.scrollTop)).toBe(scrolled);

    await list.getByRole('searchbox').fill('kaur');
    const first = (await rows.first().getAttribute('href')) ?? '';
    await rows.first().click();
    await expect.poll(() => phone.place).toBe(first);
    await expect(list.getByRole('searchbox')).toHaveValue('kaur');
    await page.reload();
    await expect(list.getByRole('searchbox')).toHaveValue('kaur');
    await expect(list.locator('[aria-current]')).toHaveAttribute('href', first);
    await page.goBack();
    await expect.poll(() => phone.place).not.toBe(first);
    await expect(list).toBeVisible();
    await list.getByRole('searchbox').fill('');
  });

  await base.step('a list can be walked without a mouse', async () => {
    const rows = list.locator('a.item');
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('/');
    await expect(list.getByRole('searchbox')).toBeFocused();
    await page.keyboard.type('siti');
    await page.keyboard.press('ArrowDown');
    await expect(rows.first()).toBeFocused();
    const leads = (await rows.first().getAttribute('href')) ?? '';
    await page.keyboard.press('Enter');
    await expect.poll(() => phone.place).toBe(leads);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(rows.first()).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(list.getByRole('searchbox')).toBeFocused();
    await list.getByRole('searchbox').fill('');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(rows.nth(1)).toBeFocused();
    await page.keyboard.press('End');
    await expect(focused).toHaveAttribute('href', (await rows.last().getAttribute('href')) ?? '');
  });

  await base.step(
    'Esc leads from the page to its row, and a table is sorted by its heads',
    async () => {
      await phone.go('#/anggota');
      await list.locator('a.item').nth(2).click();
      await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(list.locator('a.item').nth(2)).toBeFocused();
      await phone.go('#/masalah');
      const villages = main.locator('tbody th a');
      await expect(villages.first()).toBeVisible();
      const named = (await villages.allInnerTexts()).map((name) => name.trim());
      const head = main.getByRole('columnheader', { name: 'Desa' });
      await expect(head).toHaveAttribute('aria-sort', 'none');
      await head.getByRole('button').focus();
      await page.keyboard.press('Enter');
      await expect(head).toHaveAttribute('aria-sort', 'ascending');
      expect((await villages.allInnerTexts()).map((name) => name.trim())).toEqual(
        [...named].sort(),
      );
      await page.keyboard.press('ArrowDown');
      await expect(villages.first()).toBeFocused();
      await page.keyboard.press('Enter');
      await expect.poll(() => phone.place).toMatch(/^#\/masalah\/./);
      await page.keyboard.press('Escape');
      await expect.poll(() => phone.place).toBe('#/masalah');
    },
  );

  await base.step('only the page is printed', async () => {
    await phone.go('#/anggota');
    await list.locator('a.item').first().click();
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('aside')).toBeHidden();
    await expect(menu).toBeHidden();
    await expect(main).toBeVisible();
    const left = await main.evaluate((node) => node.getBoundingClientRect().left);
    expect(left).toBe(0);
    await page.emulateMedia({ media: 'screen' });
  });

  await base.step('a window that is made small is a phone again', async () => {
    const place = phone.place;
    await page.setViewportSize({ width: 360, height: 800 });
    await expect(page.locator('aside')).toHaveCount(0);
    await expect(menu.getByRole('link', { name: 'Lainnya' })).toBeVisible();
    expect(phone.place).toBe(place);
  });
  await context.close();
  await relay.end();
});
