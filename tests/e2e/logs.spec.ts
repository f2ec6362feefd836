import { test as base, expect } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { Relay } from './relay.ts';

const test = base.extend<{ relay: Relay }>({
  relay: async ({}, use) => {
    const relay = await Relay.start({ log: 'trace' });
    await use(relay);
    await relay.end();
  },
});

test('no log of ours or of a library holds a word that somebody wrote, at any level', async ({
  relay,
  page,
}) => {
  const phone = new Phone(page, relay);
  await phone.join('organiser', 'Kartono Zulfikar');
  await phone.go('#/anggota');
  await page.getByRole('link', { name: 'Kartono Zulfikar' }).click();
  await phone.edit();
  await phone.fill('Nomor WhatsApp', '0812-9876-5432');
  await phone.done();
  await phone.beginNote('Iuran bengkoang');
  await phone.fill('Isi', 'Kwitansi dititipkan pada Zubaidah.');
  await phone.done();
  await phone.caughtUp();
  await phone.go('#/pengurus');
  await expect(page.getByText('Kartono Zulfikar').first()).toBeVisible();
  await page.reload();
  await phone.caughtUp();

  expect(relay.log).toContain('paguyuban_server');
  for (const word of ['Kartono', 'Zulfikar', '98765432', 'engkoang', 'witansi', 'Zubaidah'])
    expect(relay.log.toLowerCase()).not.toContain(word.toLowerCase());
  // Libraries write bytes down, of which somebody could make words again.
  const libraries = relay.log.match(/(?:TRACE|DEBUG) (?!paguyuban)[^\n]{0,80}/g) ?? [];
  expect(libraries.slice(0, 3)).toEqual([]);
  expect(relay.log).not.toContain('payload');
});
