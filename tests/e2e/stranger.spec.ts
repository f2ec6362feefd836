import { expect } from '../../web/e2e.ts';
import { Cable } from './cable.ts';
import { Phone } from './phone.ts';
import { test } from './two-phones.ts';

const PAGE = '<!doctype html><title>Masuk Wi-Fi</title><form>Nomor kamar</form>';

/** What others say in the relay's place; all that they could say is in `answers.test.ts`. */
const STRANGERS: [status: number, body: string, type?: string][] = [
  [403, PAGE],
  [401, '{"error": "login required", "code": 401}', 'application/json'],
  [403, '{"code": "revoked"}', 'application/json'],
  [200, PAGE],
];

test.setTimeout(300_000);

test('whoever answers in the relay’s place shuts nobody out, and what was written goes out after it', async ({
  relay,
  siti,
  browser,
}) => {
  const cable = await Cable.to(relay.port);
  const context = await browser.newContext();
  const budi = new Phone(await context.newPage(), relay, cable.origin);
  await budi.join('organiser', 'Budi Santosa');
  for (const [status, body, type] of STRANGERS) {
    cable.stranger(status, body, type);
    await budi.go('#/sinkron');
    await expect
      .poll(
        async () => {
          await budi.page.getByRole('button', { name: 'Sinkronkan sekarang' }).click();
          return cable.answered.get('/api/sync') ?? 0;
        },
        // Browsers make a page wait that has opened sockets in vain.
        { timeout: 60_000 },
      )
      .toBeGreaterThan(0);
    await budi.disconnected();
    await expect(budi.page.getByText('dikeluarkan', { exact: false })).toHaveCount(0);
    await expect(budi.page.getByText('Tersinkron', { exact: false })).toHaveCount(0);
  }
  await budi.go('#/pengurus');
  await expect(budi.page.getByRole('main')).toContainText('tidak terjangkau');
  await budi.beginNote('Ditulis di warung');
  await budi.done();
  const note = budi.place;

  cable.mend();
  await budi.syncNow();
  await budi.caughtUp();
  await siti.go(note);
  await expect(siti.page.getByText('Ditulis di warung')).toBeVisible();
  await context.close();
  cable.end();
});
