import { COLUMNS_MAX, ROWS_AROUND, ROWS_MAX, type Down } from './cells';
import { textBehind, textOf, type Entry } from './zip';

/** More cells that were made one than any list has rows. */
const MERGED_MAX = ROWS_MAX + ROWS_AROUND;

/** The sheets' own files, by the id under which the workbook knows them. */
export async function filesIn(bytes: Uint8Array, entries: Entry[]): Promise<Map<string, Entry>> {
  const list = entries.find(({ name }) => name.toLowerCase() === 'xl/_rels/workbook.xml.rels');
  const files = new Map<string, Entry>();
  if (!list) return files;
  for (const [, attributes = ''] of (await textOf(bytes, list)).matchAll(
    /<(?:\w+:)?Relationship\s([^>]*)>/g,
  )) {
    const said = (name: string) =>
      new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']*)`).exec(attributes)?.[1];
    const target = (said('Target') ?? '').replace(/^\/?(?:xl\/)?/, 'xl/').toLowerCase();
    const file = entries.find(({ name }) => name.toLowerCase() === target);
    const id = said('Id');
    if (file && id) files.set(id, file);
  }
  return files;
}

/** Which cells of a sheet were made one with those below them. */
export async function mergedDown(bytes: Uint8Array, sheet: Entry): Promise<Down[]> {
  const behind = await textBehind(bytes, sheet, '</sheetData>');
  const found = behind.matchAll(
    /<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})["']/g,
  );
  return [...found].slice(0, MERGED_MAX).flatMap(([, letters = '', from, until]) => {
    const column = [...letters].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0) - 1;
    const one = { column, from: Number(from), until: Number(until) };
    return column < COLUMNS_MAX && one.until > one.from ? [one] : [];
  });
}
