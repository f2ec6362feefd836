import { expect, type Page } from '../../web/e2e.ts';
import type { Phone } from './phone.ts';
import { test } from './two-phones.ts';

/** The browser or the part itself tells at once; another is started after two seconds. */
const NOTICED_MS = 20_000;

/** How it dies: without a word, as a browser ends it, or with a trap of the module. */
const DEATHS = {
  'that ended without a word': (page: Page) =>
    page.evaluate(() => (window as unknown as { last: Worker }).last.terminate()),
  'in which the module has trapped': (page: Page) =>
    page
      .workers()
      .at(-1)
      ?.evaluate(() => {
        void Promise.reject(new WebAssembly.RuntimeError('unreachable'));
      }),
};

/** Keeps hold of the page's worker, which the page itself gives to nobody. */
async function watched(phone: Phone): Promise<void> {
  await phone.page.addInitScript(() => {
    const Real = Worker;
    window.Worker = class extends Real {
      constructor(...made: ConstructorParameters<typeof Worker>) {
        super(...made);
        (window as unknown as { last: Worker }).last = this;
      }
    };
  });
  await phone.page.reload();
  await phone.caughtUp();
}

for (const [death, die] of Object.entries(DEATHS)) {
  test(`a worker ${death} is replaced, and what was typed meanwhile is kept`, async ({
    relay,
    siti,
  }) => {
    test.setTimeout(120_000);
    const { page } = siti;
    await watched(siti);
    await siti.beginNote('Rapat desa');
    const text = page.getByLabel('Isi', { exact: true });
    await text.click();
    await page.keyboard.type('Sebelum. ');
    await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/);
    await page.keyboard.type('Dalam');
    await die(page);
    await page.keyboard.type(' kata. Sesudah.');
    await expect(siti.tick()).not.toHaveAttribute('data-tick', /relay|all/);
    await expect(page.getByText('sempat macet dan dijalankan lagi')).toBeVisible({
      timeout: NOTICED_MS,
    });
    await expect(siti.tick()).toHaveAttribute('data-tick', /relay|all/, { timeout: NOTICED_MS });
    await expect(text).toHaveValue('Sebelum. Dalam kata. Sesudah.');
    await siti.done();
    expect([...relay.exported().values()].join()).toContain('Sebelum. Dalam kata. Sesudah.');
    await page.reload();
    await expect(page.getByText('Sebelum. Dalam kata. Sesudah.')).toBeVisible();
  });
}
