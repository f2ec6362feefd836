import { expect, test as base, type Page } from '../../web/e2e.ts';
import { lasting } from './measure.ts';
import { Phone } from './phone.ts';
import { Relay } from './relay.ts';
import { documentPages, PLACES } from './screens.ts';
import { test } from './two-phones.ts';

/** What stands on a screen and not on paper. */
const NOT_CONTENT =
  'header.bar, nav, dialog, .skip, .tick, a.button, button:not(.item), input, select, textarea, [role="search"]';
const LINES = 300;

base('paper holds content and nothing else, black on white', async ({ browser }) => {
  const relay = await Relay.start({ demo: true });
  const context = await browser.newContext({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const phone = new Phone(await context.newPage(), relay);
  const { page } = phone;
  await phone.join('organiser', 'Siti Rahayu');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const faults: Record<string, string[]> = {};
  for (const place of [...PLACES, ...(await documentPages(phone))]) {
    await phone.go(place);
    await expect(page.getByRole('main')).toBeVisible();
    await page.emulateMedia({ media: 'print' });
    const found = await lasting(async () => [
      ...(await printedControls(page)),
      ...(await notBlackOnWhite(page)),
    ]);
    if (found.length > 0) faults[place] = found;
    await page.emulateMedia({ media: 'screen' });
  }
  expect(faults).toEqual({});
  await context.close();
  await relay.end();
});

test('an attendance list is printed as names and marks', async ({ siti }) => {
  const { page } = siti;
  await siti.beginMinutes('Rapat');
  await siti.part('Hadir');
  await page.getByRole('button', { name: 'Siti Rahayu: Hadir' }).click();
  await page.emulateMedia({ media: 'print' });
  const list = page.getByRole('region', { name: 'Daftar hadir' });
  await expect(list.getByText('Siti Rahayu').last()).toBeVisible();
  await expect(list.getByText('Hadir', { exact: true }).last()).toBeVisible();
});

test('a form is printed as what stands in it, to the last line', async ({ siti }) => {
  const { page } = siti;
  await siti.beginNote(`Judul yang panjang ${'sekali '.repeat(20)}sampai habis`);
  const lines = Array.from({ length: LINES }, (_, n) => `Baris ke-${n + 1}.`);
  await page.getByLabel('Isi', { exact: true }).fill(lines.join('\n'));
  const onScreen = await page.getByRole('main').innerText();
  expect(onScreen).not.toContain('Baris ke-300.');

  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.on-paper').last()).toBeVisible();
  const onPaper = await page.getByRole('main').innerText();
  expect(onPaper).toContain('sampai habis');
  for (const line of lines) expect(onPaper).toContain(line);
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  const sheets = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  expect(sheets).toBeGreaterThan(5);

  // The form is as it was.
  await page.emulateMedia({ media: 'screen' });
  await expect(page.locator('.on-paper')).toHaveCount(0);
  await expect(page.getByLabel('Isi', { exact: true })).toHaveValue(lines.join('\n'));
});

function printedControls(page: Page): Promise<string[]> {
  return page
    .locator(NOT_CONTENT)
    .evaluateAll((all) =>
      all
        .filter((one) => one.checkVisibility() && one.closest('.sr') === null)
        .map((one) => `${one.tagName}.${one.className} “${one.textContent?.trim().slice(0, 30)}”`),
    );
}

/** Texts that are not dark, or that stand on something that is not white. */
function notBlackOnWhite(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const light = (colour: string) => {
      const [r = 0, g = 0, b = 0, a = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
      return a === 0 ? null : (r * 2 + g * 5 + b) / 8;
    };
    return [...document.querySelectorAll('main *')]
      .filter((node) => node.checkVisibility() && node.childElementCount === 0)
      .filter((node) => (node.textContent ?? '').trim() !== '')
      .filter((node) => {
        const { color, backgroundColor } = getComputedStyle(node);
        return (light(color) ?? 0) > 110 || (light(backgroundColor) ?? 255) < 200;
      })
      .map((node) => `${node.className} “${node.textContent?.trim().slice(0, 30)}”`);
  });
}
