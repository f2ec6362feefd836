// The browser flows and the phone's bench live in `../tests`, where npm's folder is not found; they
// get it from here.
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
  type Route,
} from '@playwright/test';
export type { Reporter, TestCase, TestError, TestResult } from '@playwright/test/reporter';
