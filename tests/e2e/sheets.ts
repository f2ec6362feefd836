import { expect, type Page } from '../../web/e2e.ts';
import { readPdf, type PdfPage } from './pdf.ts';

/** Nearer to the edge a printer may not print, and nothing of ours stands there but the sheet's number. */
const MARGIN_MM = 16;
/** Longer ones may be broken where they stand in a narrow column. */
const WHOLE_WORD_MAX = 14;

/** What the page would be on paper. */
export async function printed(page: Page): Promise<PdfPage[]> {
  await page.emulateMedia({ media: 'print' });
  const sheets = readPdf(await page.pdf({ preferCSSPageSize: true }));
  await page.emulateMedia({ media: 'screen' });
  return sheets;
}

const wordsOf = (text: string) =>
  (text.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length <= WHOLE_WORD_MAX);

/** The sheets on which all of these words stand. */
const sheetsWith = (flat: string[], words: string[]) =>
  [...flat.keys()].filter((at) => words.every((word) => flat[at]?.includes(word)));

/**
 * What is wrong with what was printed, a sentence for each fault: a sheet that is empty or of another size,
 * something in its margins, a row that is cut in two or missing, a table that goes on without its head.
 */
export async function faultsOnPaper(
  page: Page,
  sheets: PdfPage[],
  { size, numbered }: { size: [number, number]; numbered: boolean },
): Promise<string[]> {
  const faults: string[] = [];
  for (const [at, { width, height, lines }] of sheets.entries()) {
    const sheet = `sheet ${at + 1}`;
    if ([width, height].sort().join() !== [...size].sort().join())
      faults.push(`${sheet} is ${width} × ${height}`);
    const number = `${at + 1} / ${sheets.length}`;
    const inside = lines.filter(({ text, y }) => !(text === number && y > height - MARGIN_MM - 2));
    if (lines.length - inside.length !== (numbered ? 1 : 0)) faults.push(`${sheet} has no number`);
    if (inside.length === 0) faults.push(`${sheet} is empty`);
    for (const { text, x, y } of inside)
      if (x < MARGIN_MM || x > width - MARGIN_MM || y < MARGIN_MM || y > height - MARGIN_MM)
        faults.push(`${sheet}: “${text}” stands in the margin`);
  }
  const flat = sheets.map(({ text }) => text);
  for (const { head, rows } of await tablesOf(page)) {
    for (const row of rows) {
      const on = sheetsWith(flat, wordsOf(row));
      if (on.length === 0) faults.push(`cut in two: ${row}`);
      const only = on.length === 1 ? flat[on[0] ?? 0] : undefined;
      if (head !== '' && only !== undefined && !wordsOf(head).every((word) => only.includes(word)))
        faults.push(`without its head: ${row}`);
    }
  }
  return faults;
}

/** Tables, lists of facts and signatures of the paper, each row as one text. */
function tablesOf(page: Page): Promise<{ head: string; rows: string[] }[]> {
  return page.locator('.paper').evaluate((paper) => {
    const textOf = (node: Element) =>
      [...(node.children.length > 0 ? node.children : [node])]
        .map((one) => one.textContent?.trim() ?? '')
        .join(' ');
    const all = (within: Element, rows: string) => [...within.querySelectorAll(rows)].map(textOf);
    const tables = [...paper.querySelectorAll('table')].map((table) => ({
      head: all(table, 'thead th').join(' '),
      rows: all(table, 'tbody tr'),
    }));
    return [...tables, { head: '', rows: all(paper, '.facts > div, .sign') }];
  });
}

/** Whether heads come again on every sheet, however many rows there are. */
export async function headsComeAgain(page: Page): Promise<void> {
  const heads = page.locator('.paper thead');
  const shown = await heads.evaluateAll((all) => all.map((one) => getComputedStyle(one).display));
  expect(shown.filter((display) => display !== 'table-header-group')).toEqual([]);
}
