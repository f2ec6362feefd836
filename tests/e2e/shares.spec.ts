import { createServer } from 'node:http';
import { expect, type Page } from '../../web/e2e.ts';
import { test } from './two-phones.ts';

const TEXT = 'PAGUYUBAN PAKET BAWAAN 1\n';

/** Posts a file as a form of a page does; one without a referrer tells as little as the share sheet. */
async function post(
  page: Page,
  action: string,
  policy: 'no-referrer' | 'unsafe-url',
  what: 'paket' | 'text' = 'paket',
) {
  await page.evaluate(
    ([to, text, hides, name]) => {
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action: to, enctype: 'multipart/form-data' });
      if (hides === 'no-referrer') form.rel = 'noreferrer';
      const field = document.createElement('input');
      Object.assign(field, { type: name === 'text' ? 'text' : 'file', name });
      const files = new DataTransfer();
      files.items.add(new File([text], 'paket.txt', { type: 'text/plain' }));
      if (name === 'text') field.value = text;
      else field.files = files.files;
      form.append(field);
      document.body.append(form);
      form.submit();
    },
    [action, TEXT, policy, what] as const,
  );
  await page.waitForURL(new RegExp(`^${new URL(action).origin}`));
}

test('another site cannot post a packet or a text into the app, and nothing is read before the person says so', async ({
  relay,
  siti,
}) => {
  const other = createServer((_request, answer) => {
    answer.setHeader('content-type', 'text/html');
    answer.end('<!doctype html><title>Undian</title>');
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const { page } = siti;
  const shared = page.getByText('Ada berkas yang dibagikan ke aplikasi ini.');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));

  for (const policy of ['unsafe-url', 'no-referrer'] as const) {
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.evaluate((hides) => {
      const meta = document.createElement('meta');
      Object.assign(meta, { name: 'referrer', content: hides });
      document.head.append(meta);
    }, policy);
    await post(page, `${relay.origin}/terima`, policy);
    await siti.caughtUp();
    await siti.go('#/paket');
    await expect(page.getByText('Pilih berkas paket')).toBeVisible();
    if (policy === 'unsafe-url') await expect(shared).toHaveCount(0);
    await expect(page.getByText('Berkas ini bukan paket titipan.')).toHaveCount(0);
    await expect(page.getByText('rusak', { exact: false })).toHaveCount(0);
    expect(asked.filter((url) => url.includes('/api/packet'))).toEqual([]);
  }

  await page.goto(`http://127.0.0.1:${port}/`);
  await post(page, `${relay.origin}/terima`, 'unsafe-url', 'text');
  await siti.caughtUp();
  await siti.go('#/teks-dibagikan');
  await expect(page.getByLabel('Teks', { exact: true })).toHaveValue('');
  expect(await page.evaluate(async () => (await (await caches.open('shared')).keys()).length)).toBe(
    0,
  );

  // What names no page is what the share sheet does, too: it is asked about.
  await page.goto(`${relay.origin}/#/`);
  await post(page, `${relay.origin}/terima`, 'no-referrer');
  await expect(shared).toBeVisible();
  await page.getByRole('button', { name: 'Buang' }).click();
  await expect(shared).toHaveCount(0);
  await page.goto(`${relay.origin}/#/`);
  await post(page, `${relay.origin}/terima`, 'no-referrer');
  await page.getByRole('button', { name: 'Buka sebagai paket titipan' }).click();
  await expect(page.getByText('Paket ini rusak', { exact: false })).toBeVisible();
  other.close();
});
