import { expect, type Browser } from '../../web/e2e.ts';
import { test } from './two-phones.ts';
import { Relay } from './relay.ts';
import { Dice } from './storm/dice.ts';
import { stores } from './stores.ts';
import { Typist } from './storm/typist.ts';

/** Another one in every run; `cargo xtask storm --seed` plays one again. */
const SEED = Number(process.env['STORM_SEED'] ?? Date.now() % 1_000_000_007);
const STORM_MS = Number(process.env['STORM_MINUTES'] ?? 2) * 60_000;
/** Joining before the storm and comparing after it, on a busy machine. */
const AROUND_MS = 800_000;
/** Whoever was cut off takes in what the others wrote, beside another browser on the same two processors. */
const CALM_MS = 180_000;
const NAMES = ['Wening Sasongko', 'Yatno Priyadi', 'Zubaidah Laras'];
/** How long the relay stays up, and how long it is gone. */
const RELAY_UP_MS = [12_000, 25_000] as const;
const RELAY_DOWN_MS = [1_000, 5_000] as const;

test('three people type as people do, and every word they were shown stays, whole and once', async ({
  browser,
  relay,
}) => {
  test.setTimeout(STORM_MS + AROUND_MS);
  console.log(
    `storm of ${STORM_MS / 60_000} minutes; to play it again: cargo xtask storm --seed ${SEED}`,
  );
  const dice = new Dice(SEED);
  const typists = await joined(browser, relay, dice);
  const note = await begun(typists);

  const end = Date.now() + STORM_MS;
  const until = (work: () => Promise<void>) => async () => {
    while (Date.now() < end) await work();
  };
  const storm = typists.map((typist) => until(() => typist.act())());
  await Promise.all([...storm, until(() => outage(relay, dice, end))()]);

  await calm(typists, note);
  await sameEverywhere(typists, relay, note);
  await Promise.all(typists.map((typist) => typist.end()));
});

async function joined(browser: Browser, relay: Relay, dice: Dice): Promise<Typist[]> {
  const typists: Typist[] = [];
  for (const [place, name] of NAMES.entries()) {
    const context = await browser.newContext();
    typists.push(await Typist.join(name, place, dice.fork(place), context, relay));
  }
  return typists;
}

/** Minutes with a body for all and a decision for each; gives their address for writing. */
async function begun([first, ...others]: Typist[]): Promise<string> {
  if (!first) throw new Error('nobody has come');
  const { page } = first;
  await page.evaluate(() => {
    location.hash = '#/catatan';
  });
  await page.getByRole('button', { name: 'Catatan baru' }).click();
  await page.getByRole('button', { name: 'Notulensi rapat' }).click();
  await page.getByLabel('Judul', { exact: true }).fill('Rapat badai');
  await page.getByRole('tab', { name: 'Keputusan' }).click();
  for (const [place] of NAMES.entries()) {
    await page.getByRole('button', { name: 'Tambah keputusan' }).click();
    const decision = page.getByRole('group', {
      name: `Keputusan ${place + 1}`,
    });
    await decision.getByLabel('Isi keputusan').fill('Putusan:');
  }
  await first.text.fill('Pembukaan \n\n Penutup ');
  const note = new URL(page.url()).hash;
  for (const typist of [first, ...others]) {
    await expect.poll(() => typist.page.evaluate(() => indexedDB.databases())).not.toHaveLength(0);
    await typist.open(note);
    await expect(typist.text).toHaveValue(/Penutup/);
    await expect(typist.decision).toHaveValue('Putusan:');
  }
  return note;
}

/** The relay is killed now and then, as by a power cut, and comes back. */
async function outage(relay: Relay, dice: Dice, end: number): Promise<void> {
  const wait = (range: readonly [number, number]) =>
    new Promise((resolve) =>
      setTimeout(resolve, Math.min(dice.between(...range), Math.max(0, end - Date.now()))),
    );
  await wait(RELAY_UP_MS);
  await relay.stop();
  await wait(RELAY_DOWN_MS);
  await relay.start();
}

/** Everybody is in touch again and has said everything. */
async function calm(typists: Typist[], note: string): Promise<void> {
  for (const typist of typists) typist.cable.mend();
  for (const typist of typists) {
    await typist.page.getByRole('link', { name: 'Simpan', exact: true }).click();
    await typist.page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      note.replace(/\/ubah.*$/, ''),
    );
  }
  // Whoever was cut off for long would wait as long until the next try.
  for (const { phone, name } of typists) {
    await phone.syncNow();
    try {
      await expect(phone.tick()).toHaveAttribute('data-tick', /relay|all/, { timeout: CALM_MS });
    } catch (failure) {
      const stored = await stores(phone.page, 'paguyuban');
      const waits = stored.match(/"kept [^"]+"|"unsent":[1-9]\d*/g);
      console.log(`${name} has ${waits?.join(', ') ?? 'stored all'}`);
      throw failure;
    }
  }
}

async function sameEverywhere(typists: Typist[], relay: Relay, note: string): Promise<void> {
  const id = /catatan\/(\w+)/.exec(note)?.[1] ?? '';
  const exported = () => fieldsOf(relay.exported().get(`note/${id}.json`) ?? '{}');
  const screens = () =>
    Promise.all(typists.map(({ page }) => page.locator('.prose').allInnerTexts()));
  const stored = () =>
    Promise.all(typists.map(async ({ page }) => fieldsOf(await storedView(page, `note/${id}`))));
  await expect
    .poll(async () => (await stored()).every((one) => one.body === exported().body))
    .toBe(true);
  const { body, decisions } = exported();
  for (const one of await stored()) expect(one).toEqual({ body, decisions });
  // Where a sentence is in doubt the screen shows all its versions, so its words are compared.
  for (const shown of await screens()) {
    const words = new Set(shown.join(' ').split(/\s+/));
    expect(body.split(/\s+/).filter((word) => word !== '' && !words.has(word))).toEqual([]);
  }
  for (const typist of typists) {
    expect(typist.body.missedIn(body), typist.name).toEqual([]);
    expect(typist.line.missedIn(decisions.join('\n')), typist.name).toEqual([]);
  }
}

function fieldsOf(json: string): { body: string; decisions: string[] } {
  const read = JSON.parse(json) as {
    fields?: { body?: string; decisions?: Record<string, { text?: string }> };
  };
  const decisions = Object.entries(read.fields?.decisions ?? {}).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return {
    body: read.fields?.body ?? '',
    decisions: decisions.map(([, decision]) => decision.text ?? ''),
  };
}

/** The document's view as the phone's store has it. */
function storedView(page: Typist['page'], doc: string): Promise<string> {
  return page.evaluate(async (wanted) => {
    const opened = indexedDB.open('paguyuban');
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      opened.onsuccess = () => resolve(opened.result);
      opened.onerror = () => reject(new Error('the store does not open'));
    });
    const asked = db.transaction('docs').objectStore('docs').get(wanted);
    const row = await new Promise<{ view?: string }>((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result as { view?: string });
      asked.onerror = () => reject(new Error('the document does not open'));
    });
    db.close();
    return row.view ?? '{}';
  }, doc);
}
