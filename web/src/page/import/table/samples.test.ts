import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { phoneFrom } from '../../../plain/telephone';
import { vocabulary as indonesian } from '../../../words/id-fields';
import { Refused, type Contents } from '../read/cells';
import { contentsOf } from '../read/look';
import { atOnce } from './sliced';
import { judged, type Expected } from './judged';
import { NOTHING_SAID } from './said';
import { tableOf, understand } from './understand';
import type { Needs } from './values';

const SAMPLES = join(import.meta.dirname, '../../../../../tests/samples');
const VILLAGES = Object.entries(
  JSON.parse(readFileSync(join(SAMPLES, 'villages.json'), 'utf8')) as Record<string, string>,
);

const needs: Needs = {
  today: '2026-11-30',
  villages: VILLAGES,
  people: [],
  words: (vocabulary) => Object.entries(indonesian[vocabulary as keyof typeof indonesian] ?? {}),
  phoneFrom,
  answers: {},
};

/** Decodes what Windows wrote only in a browser. */
const IN_A_BROWSER = '08-windows-1252-sep.csv';
const files = readdirSync(SAMPLES).filter(
  (name) => !name.endsWith('.json') && name !== IN_A_BROWSER,
);

beforeAll(() => expect(files.length).toBe(11));

for (const file of files)
  test(`${file} gives exactly what is expected of it`, async () => {
    const expected = JSON.parse(
      readFileSync(join(SAMPLES, `${file}.expected.json`), 'utf8'),
    ) as Expected;
    const bytes = new Uint8Array(readFileSync(join(SAMPLES, file)));
    const begun = performance.now();
    const read: Contents | Refused = await contentsOf(bytes).catch((refusal: Refused) => refusal);
    if (expected.outcome) {
      expect(read).toBeInstanceOf(Refused);
      expect((read as Refused).code).toBe(expected.code);
      expect(performance.now() - begun).toBeLessThan(1_000);
      return;
    }
    if (read instanceof Refused) throw read;
    const { target, table } = tableOf(read, NOTHING_SAID);
    if (!table) throw new Error('no table was found');
    const { rows } = atOnce(understand(target, table, NOTHING_SAID, needs));
    expect(target.name).toBe('people');
    const wordOf = (vocabulary: 'position', key: string) => indonesian[vocabulary][key] ?? key;
    const { found, wanted } = judged(expected, read, table, rows, wordOf);
    expect(found).toEqual(wanted);
  });
