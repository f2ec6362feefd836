// The browser flows and the phone's bench live in `../tests`, where npm's folder is not found; they
// get it from here.
import { readXlsx } from 'hucre/xlsx';

export { default as Axe } from '@axe-core/playwright';
export {
  chromium,
  expect,
  test,
  type Browser,
  type BrowserContext,
  type CDPSession,
  type Locator,
  type Page,
  type Request,
  type Route,
} from '@playwright/test';
export type { Reporter, TestCase, TestError, TestResult } from '@playwright/test/reporter';

/** The sheets of a workbook by their names, each row as its cells. */
export async function sheetsIn(bytes: Uint8Array): Promise<Map<string, unknown[][]>> {
  const { sheets } = await readXlsx(bytes);
  return new Map(sheets.map(({ name, rows }) => [name, rows]));
}
