import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { Relay } from './relay.ts';

const TABLES = ['village', 'person', 'entry', 'attendance'] as const;
type Table = (typeof TABLES)[number];
type Fields = Record<string, unknown>;

interface Doc {
  doc?: string;
  fields: Fields;
  conflicts: { path: string }[];
}

const stage = (page: Page, name: string) => page.locator(`main[data-stage="${name}"]`);

/** A list of the demo forum as the file that a person gets. */
async function takenOut(phone: Phone, table: Table, format: string): Promise<Buffer> {
  const { page } = phone;
  await phone.go(`#/ekspor/${table}`);
  await page.getByLabel('Berkas', { exact: true }).selectOption(format);
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Simpan berkas', exact: true }).click();
  return readFileSync(await (await coming).path());
}

/** Gives a file to an empty page of imports, as far as its rows. */
async function see(phone: Phone, name: string, buffer: Buffer): Promise<void> {
  const { page } = phone;
  await phone.go('#/impor');
  const another = page.getByRole('button', { name: 'Berkas lain', exact: true });
  if ((await another.count()) > 0) await another.click();
  const file = { name, mimeType: 'application/octet-stream', buffer };
  await page.locator('main input[type="file"]').setInputFiles(file);
  await expect(stage(page, 'table')).toBeVisible();
  await page.getByRole('button', { name: 'Lihat hasilnya', exact: true }).click();
  await expect(stage(page, 'rows')).toBeVisible();
}

const counts = async (page: Page) =>
  Object.fromEntries(
    await Promise.all(
      ['new', 'changes', 'same', 'doubtful'].map(async (kind) => {
        const text = await page.locator(`[data-kind="${kind}"]`).innerText();
        return [kind, Number(/\d+$/.exec(text)?.[0])] as const;
      }),
    ),
  );

async function take(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Masukkan \d+ baris/ }).click();
  await expect(page.getByText(/baris sudah dimasukkan/)).toBeVisible();
}

async function undo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Urungkan impor ini', exact: true }).first().click();
  await expect(stage(page, 'choose')).toBeVisible();
}

/**
 * What a forum holds of a table, whoever has written it. On what people disagree leaves in all its versions
 * and comes in as none of them: nobody but they can choose.
 */
function held(relay: Relay, table: Table): string[] {
  const docs = [...relay.exported().values()]
    .map((json) => JSON.parse(json) as Doc)
    .filter(({ doc }) => doc !== undefined)
    .map(settled);
  const of = (kind: string) =>
    docs.filter(({ doc, fields }) => doc?.startsWith(kind) && !fields['archived_on']);
  const names = new Map(
    of('member/').map(({ doc, fields }) => [doc?.slice('member/'.length), fields['full_name']]),
  );
  const said = (fields: Fields, ...fieldNames: string[]) =>
    fieldNames.map((name) => String(fields[name] ?? '').trim()).join(' | ');
  if (table === 'village')
    return Object.entries((of('settings')[0]?.fields['villages'] ?? {}) as Fields)
      .map((one) => one.join(' '))
      .sort();
  if (table === 'person')
    return of('member/')
      .map(({ fields }) =>
        said(fields, 'full_name', 'village_code', 'position', 'phone', 'decree_on', 'education'),
      )
      .sort();
  if (table === 'entry')
    return of('log/')
      .flatMap(({ doc, fields }) =>
        Object.values((fields['entries'] ?? {}) as Record<string, Fields>)
          .filter((entry) => !entry['archived_on'])
          .map(
            (entry) =>
              `${doc} ${said(entry, 'date', 'start', 'topic', 'kind', 'medium', 'amount_rp', 'notes', 'result')}`,
          ),
      )
      .sort();
  return [...of('event/'), ...of('note/')]
    .flatMap(({ fields }) =>
      Object.entries((fields['attendance'] ?? {}) as Fields).map(
        ([member, mark]) =>
          `${String(fields['date'])} ${String(names.get(member))} ${String(mark)}`,
      ),
    )
    .sort();
}

function settled(one: Doc): Doc {
  const fields = structuredClone(one.fields);
  for (const { path } of one.conflicts) {
    const [name = '', key] = path.split('/');
    if (key === undefined) delete fields[name];
    else delete (fields[name] as Fields)[key];
  }
  return { ...one, fields };
}

for (const format of ['xlsx', 'csv'])
  test(`a forum goes out as ${format} and into an empty one, and no row is doubled`, async ({
    page,
    browser,
  }) => {
    const from = await Relay.start({ demo: true });
    const old = new Phone(page, from);
    await old.join('organiser', 'Siti Rahayu');
    const into = await Relay.start({ empty: true });
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    const fresh = new Phone(await context.newPage(), into);
    await fresh.join('organiser', 'Siti Rahayu');

    for (const table of TABLES)
      await test.step(table, async () => {
        const bytes = await takenOut(old, table, format);
        const name = `${table}.${format}`;
        const before = held(into, table);
        await see(fresh, name, bytes);
        expect(await counts(fresh.page)).toMatchObject({ doubtful: 0 });
        await take(fresh.page);
        await expect.poll(() => held(into, table)).toEqual(held(from, table));

        await undo(fresh.page);
        await expect.poll(() => held(into, table)).toEqual(before);

        await see(fresh, name, bytes);
        await take(fresh.page);
        await expect.poll(() => held(into, table)).toEqual(held(from, table));

        await see(fresh, name, bytes);
        const { same, ...others } = await counts(fresh.page);
        expect(others).toEqual({ new: 0, changes: 0, doubtful: 0 });
        expect(same).toBeGreaterThan(9);
      });
    await context.close();
    await from.end();
    await into.end();
  });
